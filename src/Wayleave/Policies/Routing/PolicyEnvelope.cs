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

    /// <param name="cache">What admits callers' policies.</param>
    /// <param name="attached">The policies with whose they are, the most specific first: its order, parameters and fail plan count.</param>
    public PolicyEnvelope(PolicyCache cache, params IReadOnlyList<(string Source, Policy Policy)> attached)
    {
        _cache = cache;
        _sources = [.. attached.Select(static item => new PolicySource(item.Source, item.Policy.Id, item.Policy.Identity))];
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

    /// <summary>Tells whether a policy may be attached: what it leaves out must not depend on who else is there.</summary>
    public static bool CanAttach(Policy policy) => policy.Normal.Terms[2].Code is not (Op.Chain or Op.TopK);

    private EffectivePolicy Make(Policy own) =>
        new(_attached is null ? own : own.Within(_attached), [new PolicySource("request", own.Id, own.Identity), .. _sources]) { Callers = own };
}
