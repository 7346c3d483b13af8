using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("Retry-After", "7", 7000)]
    [InlineData("Retry-After", "0.5", 500)]
    [InlineData("Retry-After", "-3", 0)]
    [InlineData("Retry-After", "1e300", 86_400_000)]
    [InlineData("Retry-After", "Thu, 01 Jan 2026 00:01:30 GMT", 90_000)]
    [InlineData("Retry-After", "Wed, 31 Dec 2025 23:59:00 GMT", 0)]
    [InlineData("retry-after-ms", "250", 250)]
    [InlineData("retry-after-ms", "-1", 0)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "NaN", null)]
    [InlineData("Retry-After", "", null)]
    [InlineData("X-Other", "7", null)]
    public void RetryAfter_Header_IsReadRelativeToTheClock(string name, string value, int? milliseconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);

        Assert.Equal(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null, RetryAfter.Read(response.Headers, new NewYear()));
    }

    [Theory]
    [InlineData("1500", 1500)]
    [InlineData("soon", 60_000)]
    public void RetryAfter_BothHeaders_TheFinerOneWinsWhenLegible(string fine, int milliseconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", "60");
        response.Headers.TryAddWithoutValidation("retry-after-ms", fine);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryAfter.Read(response.Headers, new NewYear()));
    }

    private sealed class NewYear : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
