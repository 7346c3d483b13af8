using Wayleave.Policies;

namespace TenantPolicies;

/// <summary>What a product knows of a customer anyway, from its own database. It is compiled into a policy with every call, so there is no copy to keep in step.</summary>
internal sealed record TenantState(string Name)
{
    /// <summary>How good the model must be, from 0 to 1.</summary>
    public double QualityFloor { get; init; }

    /// <summary>The providers that the contract names; empty when it names none.</summary>
    public string[] Approved { get; init; } = [];

    /// <summary>The providers that the customer will not have.</summary>
    public string[] Blocked { get; init; } = [];

    /// <summary>Where the data may be processed; null for anywhere.</summary>
    public string? Region { get; init; }

    /// <summary>Whether no prompt may be kept, here or at the provider.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether the customer pays for the best answer instead of the cheapest that passes.</summary>
    public bool PaysForTheBest { get; init; }

    /// <summary>Gets the customer's rules as a policy: each field of the state that says something is one clause.</summary>
    public string ToPolicy()
    {
        var allowed = Field.MeetsRequest;
        allowed = QualityFloor > 0 ? allowed & Field.Number("bench_intelligence") >= QualityFloor : allowed;
        allowed = Approved.Length > 0 ? allowed & Field.Provider.In(Approved) : allowed;
        allowed = Blocked.Length > 0 ? allowed & Field.Provider.NotIn(Blocked) : allowed;
        allowed = Region is null ? allowed : allowed & Field.Region.Is(Region);
        allowed = IsSensitive ? allowed & Field.Flag("no_log") : allowed;
        var policy = Policy.Where(allowed);
        return (PaysForTheBest ? policy.OrderByDescending(Field.Number("bench_intelligence")) : policy.OrderBy(Field.Number("price_out"))).ToJson();
    }
}
