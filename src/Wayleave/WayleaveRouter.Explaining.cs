using Microsoft.Extensions.AI;
using Wayleave.Access;
using Wayleave.Embeddings;
using Wayleave.Entitlements;
using Wayleave.Health;
using Wayleave.Planning;
using Wayleave.Policies;
using Wayleave.Policies.Routing;
using Wayleave.Snapshots;
using Wayleave.Tiers;
using Wayleave.Usage;

namespace Wayleave;

/// <content>Everything that explains decisions without dispatching anything.</content>
public sealed partial class WayleaveRouter
{
    /// <summary>Explains what would become of a request, through the very stages of a real one. A refusal is an answer here, and not thrown.</summary>
    /// <param name="messages">The messages; affinity, capability checks and the estimate of the cost look at them.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the dry run.</param>
    /// <returns>The trace, the refusal if there is one, and what the request's size lets expect.</returns>
    public async Task<RouteExplanation> ExplainAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var dry = new RoutedChatOptions(options) { IsDryRun = true };
        var usage = new TokenUsage(PromptEstimator.Estimate(list, dry), dry.MaxOutputTokens ?? 0, IsEstimated: true);
        var (trace, refusal) = await DryRunAsync(InnerClient, list, dry, cancellationToken).ConfigureAwait(false);
        return new RouteExplanation(trace, refusal, usage);
    }

    /// <summary>Makes stored decisions again under the configuration in force, and compares. No content is needed, and nothing is dispatched.</summary>
    /// <param name="traces">Traces of requests that have ended, of this router or of one with another configuration.</param>
    /// <param name="options">Another policy or model; <see langword="null"/> for the requests as they were.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What would have changed.</returns>
    /// <remarks>
    /// What a trace knows is used as it was: caller, needs, seed, conversation, place in the rotation, and the tokens that were counted. A request that
    /// was refused before it was planned has no conversation and no place. Cooldowns, measured latencies and the configuration are those of now.
    /// Middleware of the host is left out.
    /// </remarks>
    /// <exception cref="ArgumentException">A trace is of a request that has not ended.</exception>
    public async Task<ReplayReport> ReplayAsync(
        IEnumerable<RoutingTrace> traces, ReplayOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(traces);
        var requests = new List<ReplayedRequest>();
        foreach (var trace in traces)
        {
            if (trace.Record is null)
            {
                throw new ArgumentException($"The request '{trace.Id}' has not ended. Replay traces that have a Record.", nameof(traces));
            }

            var (after, refusal) = await DryRunAsync(_bare, [], OptionsOf(trace, options), cancellationToken).ConfigureAwait(false);
            requests.Add(new ReplayedRequest(trace, after, refusal));
        }

        return new ReplayReport(requests);
    }

    /// <summary>Gets what policies may speak of, with what the candidates that a caller may use have in it now.</summary>
    /// <param name="caller">The caller: of the candidates of others nothing is told.</param>
    /// <returns>The attributes of every candidate, then the fields of <see cref="PolicyVocabulary"/>.</returns>
    public IReadOnlyList<PolicyFieldRange> ListFields(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var snapshot = _snapshots.Current;
        return FieldRanges.Of(snapshot, CandidatesOf(snapshot, caller), _clock.GetUtcNow());
    }

    /// <summary>Lists the configured ids that lead nowhere now, and why: aliases, agents, fallback chains, plans, settings of tenants.</summary>
    /// <returns>The ids; empty when each leads to somebody who could serve.</returns>
    public IReadOnlyList<Drift> FindDrift() => DriftReport.Of(_snapshots.Current);

    /// <summary>Checks an id before it is written into a setting: whether it leads to anybody who could serve.</summary>
    /// <param name="id">A model id or an alias.</param>
    /// <param name="tenant">The tenant whose setting it is to be, whose plan and keys count then; <see langword="null"/> for everybody's.</param>
    /// <returns><see langword="null"/> when the id is routable; else why it is not, with the nearest ids that are.</returns>
    public UnroutableId? CheckRoutable(string id, string? tenant = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        var snapshot = _snapshots.Current;
        var model = tenant is null ? null : snapshot.Tenants.GetValueOrDefault(tenant);
        return tenant is not null && model is null
            ? new UnroutableId(id, $"the tenant '{tenant}' is not configured", [])
            : RoutabilityRule.Check(snapshot, model, id);
    }

    /// <summary>Gets the keys that a plan would pay with for a caller, and how ready they are.</summary>
    internal IReadOnlyList<ReadyCredential> CredentialsOf(RoutePlan plan, Caller caller) =>
        CredentialReport.Of(_snapshots.Current, TenantOf(_snapshots.Current, caller), plan, _clock.GetUtcNow());

    /// <summary>Gets the plan of a caller's tenant; null when it has none.</summary>
    internal EntitlementModel? EntitlementOf(Caller caller) => TenantOf(_snapshots.Current, caller)?.Entitlement;

    /// <summary>Admits a policy as a caller's.</summary>
    internal EffectivePolicy Admit(Caller caller, ReadOnlySpan<byte> json)
    {
        var snapshot = _snapshots.Current;
        return (TenantOf(snapshot, caller)?.Envelope ?? snapshot.Envelope).Admit(json);
    }

    private static TenantModel? TenantOf(RouterSnapshot snapshot, Caller caller) => caller.Tenant is { } id ? snapshot.Tenants.GetValueOrDefault(id) : null;

    private static Candidate[] CandidatesOf(RouterSnapshot snapshot, Caller caller)
    {
        var tenant = TenantOf(snapshot, caller);
        if (AccessRule.Check(snapshot, caller, tenant) is not null)
        {
            return [];
        }

        // One route may be known by several names, and lends each its own candidates.
        var candidates = new Dictionary<(string Key, Lane Lane), Candidate>();
        foreach (var route in snapshot.Routes.Values)
        {
            if (EntitlementRule.Check(snapshot, tenant, route) is null)
            {
                foreach (var candidate in route.Candidates ?? CandidateFactory.OfTenant(tenant, route).Candidates)
                {
                    candidates.TryAdd((candidate.Key, candidate.Lane), candidate);
                }
            }
        }

        return [.. candidates.Values];
    }

    private static async Task<(RoutingTrace Trace, RouteException? Refusal)> DryRunAsync(
        IChatClient pipeline, IReadOnlyList<ChatMessage> messages, RoutedChatOptions dry, CancellationToken cancellationToken)
    {
        try
        {
            var response = await pipeline.GetResponseAsync(messages, dry, cancellationToken).ConfigureAwait(false);
            return response.GetRoutingTrace() is { Plan: not null } trace
                ? (trace, null)
                : throw new InvalidOperationException("The dry run came back without a plan: a middleware around the router answered in its place.");
        }
        catch (RouteException refusal) when (refusal.Trace is not null)
        {
            return (refusal.Trace, refusal);
        }
    }

    private static RoutedChatOptions OptionsOf(RoutingTrace trace, ReplayOptions? options)
    {
        var facts = trace.Facts;
        return new RoutedChatOptions
        {
            ModelId = options?.ModelId ?? trace.RequestedModel,
            Policy = options?.Policy ?? facts.Policy?.ToJson() ?? facts.PolicyText,
            Preferences = options?.Policy is null ? facts.Preferences : null,
            MaxOutputTokens = facts.MaxOutputTokens,
            Seed = facts.Seed,
            NoLog = facts.NoLog,
            IsDryRun = true,
            Operation = trace.Record!.Operation,
            Embedding = trace.Record.Operation == UsageOperation.Embeddings ? EmbeddingCall.WithoutInputs(facts.HasTokens) : null,
            Replayed = trace,
        };
    }
}
