using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Sends an answer of the router's own as one JSON body.</summary>
internal static class JsonAnswer
{
    /// <summary>Writes the body and sends it with status 200.</summary>
    public static Task SendAsync<T>(HttpContext context, T value, Action<Utf8JsonWriter, T> write)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            write(json, value);
        }

        ResponseHeaders.Set(context, trace: null);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        return context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
