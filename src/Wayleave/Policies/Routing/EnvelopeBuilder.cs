using Microsoft.Extensions.Configuration;
using Wayleave.Configuration.Validation;

namespace Wayleave.Policies.Routing;

/// <summary>Reads the policies that configuration attaches to everybody, to plans and to tenants, and composes the envelope of each tenant.</summary>
internal sealed class EnvelopeBuilder(PolicyVocabulary vocabulary, ConfigProblems problems)
{
    private readonly PolicyCache _cache = new(vocabulary);
    private readonly Dictionary<(Policy? Operator, Policy? Plan), PolicyEnvelope> _ofPlans = [];

    /// <summary>Admits an attached policy; null when there is none, or when it is reported as a problem.</summary>
    public Policy? Read(string path, IConfigurationSection? section)
    {
        if (PolicySection.ToJson(section) is not { } json)
        {
            return null;
        }

        try
        {
            var policy = Policy.Parse(json, vocabulary);
            if (PolicyEnvelope.CanAttach(policy))
            {
                _ = new EffectivePolicy(policy, [new PolicySource("operator", policy.Id, policy.Identity)]);
                return policy;
            }

            problems.Error(path, "a policy that is attached may not choose by 'chain' or 'top_k', which leave candidates out by their place among others. Say in its filter who may serve.");
        }
        catch (RouteException refusal)
        {
            problems.Error(path, $"{refusal.Message} ({refusal.Param})");
        }

        return null;
    }

    /// <summary>Gets the envelope of a tenant; tenants of one plan without a policy of their own share one.</summary>
    public PolicyEnvelope Of(Policy? ofOperator, Policy? ofPlan, Policy? ofTenant)
    {
        if (ofTenant is not null)
        {
            return Make(ofOperator, ofPlan, ofTenant);
        }

        if (!_ofPlans.TryGetValue((ofOperator, ofPlan), out var envelope))
        {
            envelope = Make(ofOperator, ofPlan, null);
            _ofPlans.Add((ofOperator, ofPlan), envelope);
        }

        return envelope;
    }

    private PolicyEnvelope Make(Policy? ofOperator, Policy? ofPlan, Policy? ofTenant)
    {
        var attached = new List<(string, Policy)>(3);
        Add("tenant", ofTenant);
        Add("plan", ofPlan);
        Add("operator", ofOperator);
        return new PolicyEnvelope(_cache, attached);

        void Add(string source, Policy? policy)
        {
            if (policy is not null)
            {
                attached.Add((source, policy));
            }
        }
    }
}
