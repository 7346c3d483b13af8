using System.Runtime.CompilerServices;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>What the operator, a plan and a tenant demand together, and the callers' policies that were admitted within it.</summary>
/// <remarks>Thread-safe. Callers narrow, and never widen: whoever serves passes every filter of the envelope.</remarks>
internal sealed class PolicyEnvelope
{
    private readonly PolicyCache _cache;
    private readonly PolicySource[] _sources;
    private readonly Policy? _attached;

    // As long as the cache keeps a caller's policy, so long is what it makes with this envelope kept.
    private readonly ConditionalWeakTable<Policy, EffectivePolicy> _admitted = [];
    private readonly ConditionalWeakTable<Policy, EffectivePolicy> _preferred = [];
    private readonly ConditionalWeakTable<Policy, ConditionalWeakTable<Policy, EffectivePolicy>> _preferredWith = [];

    /// <param name="cache">What admits callers' policies.</param>
    /// <param name="attached">The policies with whose they are, the most specific first: its order, parameters and fail plan count.</param>
    public PolicyEnvelope(PolicyCache cache, params IReadOnlyList<(string Source, Policy Policy)> attached)
    {
        _cache = cache;
        _sources = [.. attached.Select(static item => SourceOf(item.Source, item.Policy))];
        foreach (var (_, policy) in attached)
        {
            _attached = _attached is null ? policy : _attached.Within(policy);
        }

        Own = _attached is null ? null : new EffectivePolicy(_attached, _sources);
    }

    /// <summary>Gets the policy of requests that bring none; null when nothing is demanded.</summary>
    public EffectivePolicy? Own { get; }

    /// <summary>Admits a caller's policy within the envelope: once for each text, as long as it is remembered.</summary>
    /// <exception cref="RouteException"><c>invalid_policy</c>.</exception>
    public EffectivePolicy Admit(ReadOnlySpan<byte> json) => _admitted.GetValue(_cache.Get(json), Make);

    /// <summary>Admits a request's preferences, written as a term, and beside them its policy: the filters of both hold, and the rest is the policy's.</summary>
    /// <param name="preferences">The preferences.</param>
    /// <param name="json">The policy; empty when the request brings none.</param>
    /// <exception cref="RouteException"><c>invalid_policy</c>.</exception>
    public EffectivePolicy AdmitPreferences(ReadOnlySpan<byte> preferences, ReadOnlySpan<byte> json)
    {
        var preferred = _cache.Get(preferences);
        return json.IsEmpty
            ? _preferred.GetValue(preferred, preferred => Make(preferred, null, [SourceOf("provider", preferred)]))
            : _preferredWith.GetValue(preferred, static _ => []).GetValue(_cache.Get(json), own => Make(Both(own, preferred), own, [SourceOf("request", own), SourceOf("provider", preferred)]));
    }

    /// <summary>Tells whether a policy may be attached: what it leaves out must not depend on who else is there.</summary>
    public static bool CanAttach(Policy policy) => policy.Normal.Terms[2].Code is not (Op.Chain or Op.TopK);

    private static Policy Both(Policy own, Policy preferred) => CanAttach(preferred)
        ? own.Within(preferred)
        : throw new RouteException(
            RouteErrorCode.InvalidPolicy,
            FaultOrigin.Caller,
            "The request's 'provider.allow_fallbacks' is false without an 'order', which asks for the best one alone, and beside a policy it is the policy that says which that is. Write 'top_k' into 'policy_ir', or name the providers in 'order' or 'only'.") { Param = "provider.allow_fallbacks" };

    private static PolicySource SourceOf(string source, Policy policy) => new(source, policy.Id, policy.Identity);

    private EffectivePolicy Make(Policy own) => Make(own, own, [SourceOf("request", own)]);

    private EffectivePolicy Make(Policy policy, Policy? own, PolicySource[] sources) =>
        new(_attached is null ? policy : policy.Within(_attached), [.. sources, .. _sources]) { Callers = own };
}
