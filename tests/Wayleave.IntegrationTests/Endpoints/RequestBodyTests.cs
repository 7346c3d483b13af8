using System.Text;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Endpoints;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>The reader by itself, where no server enforces a limit for it.</summary>
public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(128 * 1024 + 1)]
    [InlineData(1_000_000)]
    public async Task Body_UpToTheLimit_IsReadWholeWithAndWithoutLength(int size)
    {
        var text = new string('x', size);

        var withLength = await RequestBody.ReadAsync(Context(text, size), size);
        var without = await RequestBody.ReadAsync(Context(text, null), Math.Max(size, 1));

        Assert.Equal(text, Encoding.UTF8.GetString(withLength.Span));
        Assert.Equal(text, Encoding.UTF8.GetString(without.Span));
    }

    [Theory]
    [InlineData(1001L)]
    [InlineData(null)]
    [InlineData(10L)]
    public async Task Body_OverTheLimit_IsRefusedWhateverItsLengthSays(long? length)
    {
        var failure = await Assert.ThrowsAsync<RouteException>(
            async () => await RequestBody.ReadAsync(Context(new string('x', 1001), length), 1000));

        Assert.Equal(RouteErrorCode.RequestTooLarge, failure.Code);
        Assert.Contains("'1000' bytes", failure.Message, StringComparison.Ordinal);
    }

    private static DefaultHttpContext Context(string body, long? length)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = length;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return context;
    }
}
