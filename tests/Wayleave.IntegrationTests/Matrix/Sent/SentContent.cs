using System.Text.Json;

namespace Wayleave.IntegrationTests.Matrix.Sent;

/// <summary>What a provider of Gemini's <c>generateContent</c> received.</summary>
internal sealed class SentContent(JsonElement body) : SentRequest
{
    public override string? System => TextOf(At(body, "systemInstruction", "parts"));

    public override IEnumerable<string?> Tools => Items(At(body, "tools")).SelectMany(static tool => Items(At(tool, "functionDeclarations"))).Select(static tool => Text(At(tool, "name")));

    public override IEnumerable<(string? Id, string? Result)> Results => Parts.Select(static part => At(part, "functionResponse"))
        .Where(static answer => answer.ValueKind == JsonValueKind.Object).Select(static answer => (Text(At(answer, "id")), Text(At(answer, "response", "output"))));

    public override IEnumerable<string> Pictures => Parts.Select(static part => At(part, "inlineData")).Where(static data => data.ValueKind == JsonValueKind.Object)
        .Select(static data => $"data:{Text(At(data, "mimeType"))};base64,{Text(At(data, "data"))}");

    public override JsonElement Schema => At(body, "generationConfig", "responseJsonSchema");

    public override JsonElement Thinking => At(body, "generationConfig", "thinkingConfig");

    private IEnumerable<JsonElement> Parts => Items(At(body, "contents")).SelectMany(static content => Items(At(content, "parts")));
}
