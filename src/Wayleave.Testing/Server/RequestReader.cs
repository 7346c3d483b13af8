using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Wayleave.Testing;

/// <summary>Reads a request whole.</summary>
internal static class RequestReader
{
    public static async Task<ScriptedRequest> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToString();
        }

        return new ScriptedRequest(
            request.Method, request.Path.Value ?? "", request.QueryString.Value ?? "", headers, body.WrittenSpan.ToArray(), time.GetUtcNow());
    }
}
