using System.Text.Json;

namespace Wayleave.IntegrationTests.Matrix.Sent;

/// <summary>What a provider of OpenAI's Chat Completions received.</summary>
internal sealed class SentCompletion(JsonElement body) : SentRequest
{
    public override string? System => Messages.Where(static message => Is(message, "role", "system") || Is(message, "role", "developer"))
        .Select(static message => TextOf(At(message, "content"))).SingleOrDefault();

    public override IEnumerable<string?> Tools => Items(At(body, "tools")).Select(static tool => Text(At(tool, "function", "name")));

    public override IEnumerable<(string? Id, string? Result)> Results =>
        Messages.Where(static message => Is(message, "role", "tool")).Select(static message => (Text(At(message, "tool_call_id")), TextOf(At(message, "content"))));

    public override IEnumerable<string> Pictures => Messages.SelectMany(static message => Items(At(message, "content")))
        .Select(static part => Text(At(part, "image_url", "url"))).OfType<string>();

    public override JsonElement Schema => At(body, "response_format", "json_schema", "schema");

    public override JsonElement Thinking => At(body, "reasoning_effort");

    public override bool KeepsSeals => false;

    private IEnumerable<JsonElement> Messages => Items(At(body, "messages"));
}
