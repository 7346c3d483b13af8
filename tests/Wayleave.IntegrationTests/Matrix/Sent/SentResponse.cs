using System.Text.Json;

namespace Wayleave.IntegrationTests.Matrix.Sent;

/// <summary>What a provider of OpenAI's Responses received.</summary>
internal sealed class SentResponse(JsonElement body) : SentRequest
{
    public override string? System => Text(At(body, "instructions"))
        ?? Input.Where(static item => Is(item, "role", "system") || Is(item, "role", "developer")).Select(static item => TextOf(At(item, "content"))).SingleOrDefault();

    public override IEnumerable<string?> Tools => Items(At(body, "tools")).Select(static tool => Text(At(tool, "name")));

    public override IEnumerable<(string? Id, string? Result)> Results =>
        Input.Where(static item => Is(item, "type", "function_call_output")).Select(static item => (Text(At(item, "call_id")), TextOf(At(item, "output"))));

    public override IEnumerable<string> Pictures => Input.SelectMany(static item => Items(At(item, "content"))).Select(static part => Text(At(part, "image_url"))).OfType<string>();

    public override JsonElement Schema => At(body, "text", "format", "schema");

    public override JsonElement Thinking => At(body, "reasoning", "effort");

    private IEnumerable<JsonElement> Input => Items(At(body, "input"));
}
