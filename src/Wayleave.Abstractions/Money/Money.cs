using System.Globalization;

namespace Wayleave;

/// <summary>An amount of US dollars, held as a whole number of nano-dollars (10⁻⁹ USD) so that sums never drift.</summary>
/// <remarks>Immutable and thread-safe. The range is about ±9.2 billion dollars; arithmetic beyond it throws <see cref="OverflowException"/>.</remarks>
/// <param name="NanoDollars">The amount in nano-dollars; may be negative.</param>
public readonly record struct Money(long NanoDollars) : IComparable<Money>
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    /// <summary>Gets no money at all.</summary>
    public static Money Zero => default;

    /// <summary>Gets the amount in dollars, exactly.</summary>
    public decimal Dollars => NanoDollars / NanosPerDollar;

    /// <summary>Converts dollars into money, rounding half a nano-dollar away from zero.</summary>
    /// <param name="dollars">The amount in US dollars.</param>
    /// <returns>The amount.</returns>
    /// <exception cref="OverflowException">The amount is outside ±9.2 billion dollars.</exception>
    public static Money FromDollars(decimal dollars) =>
        new(decimal.ToInt64(decimal.Round(dollars * NanosPerDollar, MidpointRounding.AwayFromZero)));

    /// <summary>Adds two amounts.</summary>
    /// <param name="left">The first amount.</param>
    /// <param name="right">The second amount.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum is out of range.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.NanoDollars + right.NanoDollars));

    /// <summary>Subtracts one amount from another.</summary>
    /// <param name="left">The amount to subtract from.</param>
    /// <param name="right">The amount to subtract.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException">The difference is out of range.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.NanoDollars - right.NanoDollars));

    /// <summary>Tells whether one amount is smaller than another.</summary>
    /// <param name="left">The first amount.</param>
    /// <param name="right">The second amount.</param>
    /// <returns><see langword="true"/> when <paramref name="left"/> is smaller.</returns>
    public static bool operator <(Money left, Money right) => left.NanoDollars < right.NanoDollars;

    /// <summary>Tells whether one amount is larger than another.</summary>
    /// <param name="left">The first amount.</param>
    /// <param name="right">The second amount.</param>
    /// <returns><see langword="true"/> when <paramref name="left"/> is larger.</returns>
    public static bool operator >(Money left, Money right) => left.NanoDollars > right.NanoDollars;

    /// <summary>Tells whether one amount is at most another.</summary>
    /// <param name="left">The first amount.</param>
    /// <param name="right">The second amount.</param>
    /// <returns><see langword="true"/> when <paramref name="left"/> is not larger.</returns>
    public static bool operator <=(Money left, Money right) => left.NanoDollars <= right.NanoDollars;

    /// <summary>Tells whether one amount is at least another.</summary>
    /// <param name="left">The first amount.</param>
    /// <param name="right">The second amount.</param>
    /// <returns><see langword="true"/> when <paramref name="left"/> is not smaller.</returns>
    public static bool operator >=(Money left, Money right) => left.NanoDollars >= right.NanoDollars;

    /// <inheritdoc/>
    public int CompareTo(Money other) => NanoDollars.CompareTo(other.NanoDollars);

    /// <summary>Gets the amount as invariant text, such as <c>$0.0125</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(NanoDollars < 0 ? "-" : "")}${Math.Abs(Dollars):0.#########}");
}
