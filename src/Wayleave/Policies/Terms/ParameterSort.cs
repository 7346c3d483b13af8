namespace Wayleave.Policies.Terms;

/// <summary>What may stand where an operation takes a parameter.</summary>
internal enum ParameterSort : byte
{
    /// <summary>A finite number.</summary>
    Num,

    /// <summary>A finite, integral number of at least 1.</summary>
    Count,

    /// <summary>One of the six relations.</summary>
    Rel,

    /// <summary>A declared numeric field.</summary>
    NumField,

    /// <summary>A declared yes-or-no field.</summary>
    BoolField,

    /// <summary>A member of the tier order.</summary>
    Tier,

    /// <summary>Any string: a model's family, a provider's id, a peer's id, a capability, a parameter's name, a symbol, a reason.</summary>
    Name,

    /// <summary>A finite number, a string or a boolean.</summary>
    Scalar,

    /// <summary>A record with a closed verb and numeric knobs.</summary>
    Action,

    /// <summary>An array of strings and flat records of numbers.</summary>
    Recipe,

    /// <summary>An array of closed records that name a provider and a model.</summary>
    Chain,
}
