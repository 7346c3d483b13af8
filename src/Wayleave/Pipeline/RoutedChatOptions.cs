using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Embeddings;

namespace Wayleave;

/// <summary>The options of a routed request: who asks, beside everything that <see cref="ChatOptions"/> says.</summary>
/// <remarks>
/// A plain <see cref="ChatOptions"/> works as well; the caller then comes from the registered <see cref="ICallerAccessor"/>.
/// One instance may serve many requests: the pipeline works on a copy. Not thread-safe while it is being changed.
/// </remarks>
public sealed class RoutedChatOptions : ChatOptions
{
    private readonly Dialects.Hints.ProviderPreferences? _preferences;

    /// <summary>Initializes empty options.</summary>
    public RoutedChatOptions()
    {
    }

    /// <summary>Initializes options with the values of others.</summary>
    /// <param name="other">The options to copy; <see langword="null"/> copies nothing.</param>
    public RoutedChatOptions(ChatOptions? other)
        : base(other)
    {
        if (other is RoutedChatOptions routed)
        {
            Tenant = routed.Tenant;
            User = routed.User;
            App = routed.App;
            NoLog = routed.NoLog;
            Policy = routed.Policy;
            FallbackModels = routed.FallbackModels;
            Context = routed.Context;
            Wire = routed.Wire;
            Embedding = routed.Embedding;
            IsDryRun = routed.IsDryRun;
            AffinityId = routed.AffinityId;
            Operation = routed.Operation;
            Replayed = routed.Replayed;
            _preferences = routed._preferences;
        }
    }

    /// <summary>Gets or sets the tenant's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? Tenant { get; set; }

    /// <summary>Gets or sets the end user's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets the machine caller's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? App { get; set; }

    /// <summary>Gets or sets a value that forbids keeping any prompt or answer of this request anywhere. The decision's trace stays.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoLog { get; set; }

    /// <summary>
    /// Gets or sets the policy that decides who serves, as a term of sigma-pol/v2 in JSON (see <see cref="Policies.PolicyBuilder.ToJson"/>), or a filter alone;
    /// <see langword="null"/> leaves it to what the operator, the plan and the tenant demand. It can narrow these, never widen them.
    /// </summary>
    /// <remarks>With a policy, <see cref="ChatOptions.ModelId"/> may be a whole tier (<c>cheap/*</c>), or a label that only names the trace.</remarks>
    public string? Policy { get; set; }

    /// <summary>
    /// Gets or sets the models that are tried in this order after <see cref="ChatOptions.ModelId"/>, whatever the failure of the one before, at most 16;
    /// <see langword="null"/> or an empty list leaves it to the model's configured fallback chain.
    /// </summary>
    /// <remarks>What OpenRouter calls <c>models</c>. Each is authorised as if it had been requested, and stays within the lane of the first; one that may not be used is left out, with the reason in the trace.</remarks>
    public IReadOnlyList<string>? FallbackModels { get; set; }

    /// <summary>Gets the policy as it came over the wire; empty when none did.</summary>
    internal ReadOnlyMemory<byte> PolicyBytes => Wire?.PolicyIr ?? Embedding?.Wire?.PolicyIr ?? default;

    /// <summary>Gets whom the request prefers, as it came over the wire in OpenRouter's vocabulary; null when it says nothing.</summary>
    internal Dialects.Hints.ProviderPreferences? Preferences
    {
        get => _preferences ?? Wire?.Hints?.Preferences;
        init => _preferences = value;
    }

    /// <summary>Gets the state of the request on its way through the stages.</summary>
    internal WayleaveContext? Context { get; set; }

    /// <summary>Gets the request as it came over the wire, or null when it was made in process.</summary>
    internal WireRequest? Wire { get; set; }

    /// <summary>Gets what to embed, when the request is for embeddings and not a chat; the messages are empty then.</summary>
    internal EmbeddingCall? Embedding { get; init; }

    /// <summary>Gets or sets the conversation's id as an endpoint found it in the body or a header; never sent to a provider.</summary>
    internal string? AffinityId { get; set; }

    /// <summary>Gets or sets a value that tells whether the request stops before dispatch.</summary>
    internal bool IsDryRun { get; set; }

    /// <summary>Gets or sets what the request asks for.</summary>
    internal UsageOperation Operation { get; set; }

    /// <summary>Gets the trace of a request that is planned again by its facts; null for every other request.</summary>
    internal RoutingTrace? Replayed { get; init; }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new RoutedChatOptions(this);

    /// <summary>Gets a copy that knows nothing of the router, for clients that the host brought.</summary>
    internal ChatOptions ToPlainOptions() => base.Clone();
}
