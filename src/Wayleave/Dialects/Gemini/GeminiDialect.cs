using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Dialects.Gemini;

/// <summary>Gemini <c>generateContent</c>, as <c>generativelanguage.googleapis.com/v1beta</c> documents it. Spoken to providers only.</summary>
internal sealed class GeminiDialect : ProviderDialect
{
    /// <summary>The API as messages to callers name it.</summary>
    public const string Api = "Gemini generateContent";

    /// <summary>The one instance.</summary>
    public static readonly GeminiDialect Instance = new();

    private GeminiDialect()
    {
    }

    public override string Name => DialectName.Gemini;

    public override TokenCountCodec TokenCount => GeminiTokenCount.Instance;

    public override EmbeddingCodec Embeddings => GeminiEmbeddingCodec.Instance;

    public override ModelListCodec Models => GeminiModelList.Instance;

    // A count holds the request one level deeper.
    public override SealRule Seals { get; } = new([("thoughtSignature", null)], 5, 6) { AnswerDepths = [6], EventDepths = [6] };

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) =>
        GetMethodUri(baseAddress, model, streaming ? "streamGenerateContent?alt=sse" : "generateContent");

    /// <summary>Gets the address of a method of a model; a query of the base address stays, behind that of the method.</summary>
    public static Uri GetMethodUri(Uri baseAddress, string model, string method)
    {
        var path = baseAddress.GetLeftPart(UriPartial.Path);
        var (collection, name) = Split(model);

        // A caller may name any model of a tenant's own provider: its name stays one segment and never becomes path or query.
        var query = baseAddress.Query is { Length: > 1 } stated ? $"{(method.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{stated[1..]}" : "";
        return new Uri($"{path}{(path.EndsWith('/') ? "" : "/")}{collection}/{Uri.EscapeDataString(name)}:{method}{query}");
    }

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request) => RequestEncoder.Write(output, request);

    public override ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw) => ResponseDecoder.Decode(body);

    public override ResponseStreamReader CreateStreamReader(bool keepRaw) => new GeminiStreamReader();

    public override (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body)
    {
        var error = GeminiError.Parse(body);
        var category = GeminiErrorClassifier.Classify(statusCode, error);
        return (category, error.ToProviderError(category, statusCode));
    }

    public override TimeSpan? ReadRetryDelay(ReadOnlySpan<byte> body) => GeminiError.Parse(body).RetryDelay;

    /// <summary>Takes a model's name apart into its collection and its name there.</summary>
    public static (string Collection, string Name) Split(string model) =>
        model.StartsWith("models/", StringComparison.Ordinal) ? ("models", model["models/".Length..])
        : model.StartsWith("tunedModels/", StringComparison.Ordinal) ? ("tunedModels", model["tunedModels/".Length..])
        : ("models", model);
}
