using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

/// <summary>The smallest dialect that a provider client can be tested with: <c>{"text":"..."}</c>, and <c>[END]</c> after a stream.</summary>
internal sealed class PlainDialect : ChatDialect
{
    public override string Name => "Plain";

    public Func<Uri, Uri> Address { get; init; } = static baseAddress => new Uri(baseAddress, "/chat");

    public Action? BeforeWrite { get; init; }

    public bool? KeptRaw { get; private set; }

    public int ErrorBytes { get; private set; }

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) => Address(baseAddress);

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("model", request.Model);
        writer.WriteString("text", string.Concat(request.Messages.Select(static message => message.Text)));
        writer.WriteBoolean("stream", request.Streaming);
        writer.WriteEndObject();
        writer.Flush();
        BeforeWrite?.Invoke();
    }

    public override ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw)
    {
        KeptRaw = keepRaw;
        return new(new ChatMessage(ChatRole.Assistant, ReadText(body.Span))) { RawRepresentation = keepRaw ? new WireResponse(this, body) : null };
    }

    public override ResponseStreamReader CreateStreamReader(bool keepRaw)
    {
        KeptRaw = keepRaw;
        return new Reader();
    }

    public override (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body)
    {
        ErrorBytes = body.Length;
        var category = statusCode switch
        {
            401 => FailureCategory.Authentication,
            429 => FailureCategory.RateLimited,
            >= 500 => FailureCategory.ServerError,
            _ => FailureCategory.InvalidRequest,
        };
        return (category, category == FailureCategory.InvalidRequest ? new ProviderError(statusCode, Encoding.UTF8.GetString(body), "type", null, null) : null);
    }

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public override void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request) => throw new NotSupportedException();

    public override ResponseStreamWriter CreateStreamWriter(WireRequest request) => throw new NotSupportedException();

    public override void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null) => throw new NotSupportedException();

    private static string ReadText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.TryGetProperty("error", out var error)
            ? throw new ProviderException(FailureCategory.ServerError, "An error inside.") { Error = new ProviderError(200, error.GetString(), null, null, null) }
            : document.RootElement.GetProperty("text").GetString()!;
    }

    private sealed class Reader : ResponseStreamReader
    {
        public override StreamEvent Read(string eventType, ReadOnlySpan<byte> data) => data.SequenceEqual("[END]"u8)
            ? new(null, true)
            : new(new ChatResponseUpdate(ChatRole.Assistant, ReadText(data)), false);
    }
}
