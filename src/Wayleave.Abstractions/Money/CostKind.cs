namespace Wayleave;

/// <summary>How much is known about a cost.</summary>
public enum CostKind
{
    /// <summary>Nothing is known. Unknown is never zero: it fails hard caps.</summary>
    Unknown,

    /// <summary>The cost is at least the stated amount; part of it could not be priced or metered.</summary>
    AtLeast,

    /// <summary>The cost is exactly the stated amount; free is <see cref="Exact"/> with zero.</summary>
    Exact,
}
