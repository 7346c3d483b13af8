using System.Text.Json;

namespace Wayleave.IntegrationTests.Matrix.Sent;

/// <summary>What a provider of Anthropic's Messages received.</summary>
internal sealed class SentMessage(JsonElement body) : SentRequest
{
    public override string? System => TextOf(At(body, "system"));

    public override IEnumerable<string?> Tools => Items(At(body, "tools")).Select(static tool => Text(At(tool, "name")));

    public override IEnumerable<(string? Id, string? Result)> Results =>
        Blocks.Where(static block => Is(block, "type", "tool_result")).Select(static block => (Text(At(block, "tool_use_id")), TextOf(At(block, "content"))));

    public override IEnumerable<string> Pictures => Blocks.Where(static block => Is(block, "type", "image"))
        .Select(static block => $"data:{Text(At(block, "source", "media_type"))};base64,{Text(At(block, "source", "data"))}");

    public override JsonElement Schema => At(body, "output_config", "format", "schema");

    public override JsonElement Thinking => At(body, "thinking");

    private IEnumerable<JsonElement> Blocks => Items(At(body, "messages")).SelectMany(static message => Items(At(message, "content")));
}
