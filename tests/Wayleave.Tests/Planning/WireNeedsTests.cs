using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Planning;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Planning;

/// <summary>What a body holds is noted when it is scanned, so that planning neither decodes it nor counts as a look.</summary>
public sealed class WireNeedsTests
{
    private const string Section = """
        {
          "Providers": { "p": { "BaseAddress": "https://p.test/v1" } },
          "Credentials": [ { "Id": "one", "Provider": "p", "Secret": "sk-platform-1" } ],
          "Models": [
            { "Id": "m", "Capabilities": [ "streaming" ], "ContextWindow": 1000, "Deployments": [ { "Provider": "p" } ] },
            { "Id": "eyes", "Capabilities": [ "vision" ], "Deployments": [ { "Provider": "p" } ] }
          ],
          "Tiers": { "resale": { "Lane": "Platform" } }
        }
        """;

    private static readonly Dictionary<string, ChatDialect> Dialects = new()
    {
        ["chat"] = OpenAIChatDialect.Instance, ["responses"] = OpenAIResponsesDialect.Instance, ["messages"] = AnthropicMessagesDialect.Instance,
    };

    public static TheoryData<string, string, string> Contents => new()
    {
        { "chat", """[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]""", "Image" },
        { "chat", """[{"input_audio":{"data":"AA==","format":"wav"},"type":"input_audio"}]""", "Audio" },
        { "chat", """[{"type":"file","file":{"file_id":"f"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]""", "Image, Document" },
        { "chat", "\"image_url\"", "None" },
        { "responses", """[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"https://x.test/a.png"}]""", "Image" },
        { "responses", """[{"type":"input_file","file_id":"f"}]""", "Document" },
        { "responses", "\"input_image\"", "None" },
        { "messages", """[{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}]""", "Image" },
        { "messages", """[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="}}]""", "Document" },
        { "messages", """[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"a"}}]""", "None" },
        { "messages", """[{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}]}]""", "Image" },
        { "messages", "\"image\"", "None" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Body_WithMedia_IsCheckedWithoutALook(string dialect, string content, string media)
    {
        var wire = Read(dialect, content, "resale/m");
        await using var router = new ConfiguredRouter(Section);

        var refusal = await Record.ExceptionAsync(() => router.Router.PlanAsync(wire.Messages, wire.Options));

        Assert.Equal(media, wire.Media.ToString());
        Assert.Equal(media == "None", refusal is null);
        Assert.True(wire.IsUntouched(wire.Messages, wire.Options));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task Body_ThatIsTooLong_IsMeasuredWithoutALook(string dialect)
    {
        // Escapes are long in the body and short in the prompt.
        var fitting = Read(dialect, $"\"{string.Concat(Enumerable.Repeat("\\u0430", 5000))}\"", "resale/m");
        var tooLong = Read(dialect, $"\"{string.Concat(Enumerable.Repeat("\\u0430", 9000))}\"", "resale/m");
        await using var router = new ConfiguredRouter(Section);

        var plan = await router.Router.PlanAsync(fitting.Messages, fitting.Options);
        var refusal = await Assert.ThrowsAsync<RouteException>(() => router.Router.PlanAsync(tooLong.Messages, tooLong.Options));

        Assert.Single(plan.Candidates);
        Assert.Equal(DropRule.ContextWindow, Assert.Single(refusal.Trace!.Plan!.Dropped).Rule);
        Assert.True(fitting.IsUntouched(fitting.Messages, fitting.Options));
        Assert.True(tooLong.IsUntouched(tooLong.Messages, tooLong.Options));
    }

    [Fact]
    public async Task Messages_ThatSomebodyChanged_AreCheckedAsTheyAreNow()
    {
        var wire = Read("chat", """[{"type":"text","text":"a"}]""", "resale/m");
        wire.Messages[0].Contents.Add(new UriContent("https://x.test/cat.png", "image/png"));
        await using var router = new ConfiguredRouter(Section);

        var refusal = await Assert.ThrowsAsync<RouteException>(() => router.Router.PlanAsync(wire.Messages, wire.Options));
        wire.Options.ModelId = "resale/eyes";

        Assert.Contains("'vision'", refusal.Message, StringComparison.Ordinal);
        Assert.Single((await router.Router.PlanAsync(wire.Messages, wire.Options)).Candidates);
    }

    private static WireRequest Read(string dialect, string content, string model) => Dialects[dialect].ReadRequest(Encoding.UTF8.GetBytes(
        $$"""{"model":"{{model}}","{{(dialect == "responses" ? "input" : "messages")}}":[{"role":"user","content":{{content}}}]{{(dialect == "messages" ? ",\"max_tokens\":10" : "")}}}"""));
}
