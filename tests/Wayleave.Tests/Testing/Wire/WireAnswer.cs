using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>An answer as a client puts it together, whatever the dialect; written from the vendors' pages, and from no code of this repository.</summary>
internal sealed record WireAnswer
{
    public string Text { get; set; } = "";

    public string Reasoning { get; set; } = "";

    public string? Signature { get; set; }

    public string Refusal { get; set; } = "";

    public List<WireCall> Calls { get; } = [];

    /// <summary>Gets or sets why it ended, in the vendor's word.</summary>
    public string? Finish { get; set; }

    /// <summary>Gets or sets the tokens read and written, and of these the cached ones and the reasoning; null when none are told.</summary>
    public (int Prompt, int Completion, int Cached, int Reasoning)? Usage { get; set; }

    public static async Task<WireAnswer> ReadAsync(HttpResponseMessage response, WireRequest request)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(request.Streaming ? "text/event-stream" : "application/json", response.Content.Headers.ContentType!.ToString());
        return Read(request.Dialect, request.Streaming, request.Streaming ? WireEvents.Read(body) : [JsonElement.Parse(body)]);
    }

    public static WireAnswer Read(ScriptedDialect dialect, bool streaming, List<JsonElement> items) => dialect switch
    {
        ScriptedDialect.OpenAIResponses => streaming ? ResponsesAnswer.ReadEvents(items) : ResponsesAnswer.Read(items[0]),
        ScriptedDialect.AnthropicMessages => streaming ? MessagesAnswer.ReadEvents(items) : MessagesAnswer.Read(items[0]),
        ScriptedDialect.Gemini => GeminiAnswer.Read(items),
        _ => CompletionAnswer.Read(items, streaming ? "delta" : "message"),
    };
}
