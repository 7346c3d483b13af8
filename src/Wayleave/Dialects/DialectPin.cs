namespace Wayleave.Dialects;

/// <summary>Something in a request that only a provider of the request's own dialect can serve, such as state that the provider keeps.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Param">The field.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
/// <param name="Fix">What the caller can do.</param>
internal sealed record DialectPin(ChatDialect Dialect, string Param, string Reason, string Fix)
{
    /// <summary>Gets what is said about a candidate that was dropped for it.</summary>
    public string Detail => $"it does not speak {Dialect.Name}, which '{Param}' needs: {Reason}";
}
