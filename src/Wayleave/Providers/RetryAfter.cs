using System.Globalization;
using System.Net.Http.Headers;

namespace Wayleave.Providers;

/// <summary>Reads when a provider wants to be asked again.</summary>
/// <remarks>
/// <c>retry-after-ms</c>, which is finer, goes before <c>Retry-After</c>: RFC 9110, section 10.2.3, and beyond it fractions
/// of a second, which some vendors send.
/// </remarks>
internal static class RetryAfter
{
    // Nobody's mistake may shut a deployment out for longer, and larger numbers would overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Gets the time to wait, from zero to a day; null when the provider did not say or not legibly.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider timeProvider)
    {
        if (Find(headers, "retry-after-ms") is { } milliseconds && Number(milliseconds) is { } value)
        {
            return Clamp(value / 1000);
        }

        if (Find(headers, "Retry-After") is not { } text)
        {
            return null;
        }

        if (Number(text) is { } seconds)
        {
            return Clamp(seconds);
        }

        return RetryConditionHeaderValue.TryParse(text, out var condition) && condition.Date is { } date
            ? Clamp((date - timeProvider.GetUtcNow()).TotalSeconds)
            : null;
    }

    private static string? Find(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count > 0 ? values.ToString() : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Brings a number of seconds into the accepted range.</summary>
    public static TimeSpan Clamp(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
}
