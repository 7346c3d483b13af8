using System.Text;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Reads a request that is not to be dispatched: a chat request, whose messages may be missing where nobody asks for their effect.</summary>
internal static class DryRequest
{
    private static readonly byte[] NoMessages = Encoding.UTF8.GetBytes("\"messages\":[{\"role\":\"user\",\"content\":\"\"}]");

    /// <exception cref="RouteException">It is no request that the dialect could read.</exception>
    public static WireRequest Read(ChatDialect dialect, ReadOnlyMemory<byte> body)
    {
        var request = DecisionBody.Parse(body);
        if (request.ValueKind != System.Text.Json.JsonValueKind.Object || request.TryGetProperty("messages"u8, out _))
        {
            return dialect.ReadRequest(body);
        }

        var open = body.Span.IndexOf((byte)'{');
        var rest = body.Span[(open + 1)..];
        var comma = request.EnumerateObject().Any() ? ","u8 : ""u8;
        return dialect.ReadRequest((byte[])[(byte)'{', .. NoMessages, .. comma, .. rest]);
    }
}
