namespace Wayleave;

/// <summary>What something cost: exactly an amount, at least an amount, or unknown.</summary>
/// <remarks>Immutable and thread-safe. The default value is <see cref="Unknown"/>.</remarks>
public readonly record struct Cost
{
    private Cost(CostKind kind, Money amount) => (Kind, Amount) = (kind, amount);

    /// <summary>Gets the cost of which nothing is known.</summary>
    public static Cost Unknown => default;

    /// <summary>Gets the cost of something that is free, said explicitly.</summary>
    public static Cost Free => Exact(Money.Zero);

    /// <summary>Gets how much is known.</summary>
    public CostKind Kind { get; }

    /// <summary>Gets the known amount; zero when <see cref="Kind"/> is <see cref="CostKind.Unknown"/>.</summary>
    public Money Amount { get; }

    /// <summary>Makes a cost that is exactly <paramref name="amount"/>.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>The cost.</returns>
    public static Cost Exact(Money amount) => new(CostKind.Exact, amount);

    /// <summary>Makes a cost of at least <paramref name="amount"/>.</summary>
    /// <param name="amount">The known part.</param>
    /// <returns>The cost; unknown when nothing is known (zero).</returns>
    public static Cost AtLeast(Money amount) => amount == Money.Zero ? Unknown : new(CostKind.AtLeast, amount);

    /// <summary>Adds two costs: the sum is exact only when both are.</summary>
    /// <param name="left">The first cost.</param>
    /// <param name="right">The second cost.</param>
    /// <returns>The sum, no more certain than its least certain part.</returns>
    /// <exception cref="OverflowException">The sum is out of the range of <see cref="Money"/>.</exception>
    public static Cost operator +(Cost left, Cost right) =>
        left.Kind == CostKind.Exact && right.Kind == CostKind.Exact
            ? Exact(left.Amount + right.Amount)
            : AtLeast(left.Amount + right.Amount);

    /// <summary>Gets the cost as text: <c>$0.01</c>, <c>≥ $0.01</c> or <c>unknown</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Kind switch
    {
        CostKind.Exact => Amount.ToString(),
        CostKind.AtLeast => $"≥ {Amount}",
        _ => "unknown",
    };
}
