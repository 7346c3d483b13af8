using System.Text.Json;
using Wayleave.IntegrationTests.Matrix.Clients;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>What every client of conversations is tried with: the same questions, and the same expectations.</summary>
internal static class ConversationFeatures
{
    private const string Seal = "c2VhbGVk";

    public static IEnumerable<(string Name, Func<MatrixRig, MatrixClient, bool, Task<string>> Run)> All { get; } =
    [
        ("text", TextAsync),
        ("tools, two rounds in parallel", ToolsAsync),
        ("structured output", SchemaAsync),
        ("image input", PictureAsync),
        ("reasoning", ReasoningAsync),
        ("provider's refusal", RefusalAsync),
    ];

    private static async Task<string> TextAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        rig.Provider.Enqueue(ScriptedReply.Text("Hello from far away").WithUsage(12, 5));

        var answer = await client.AskAsync(rig.Gateway, new Question("Hello") { System = "Be brief." }, streaming);

        Assert.Equal(("Hello from far away", client.Stops.Said, (12L, 5L)), (answer.Text, answer.Stop, answer.Usage));
        Assert.Equal("Be brief.", Assert.Single(rig.Sent).System);
        var request = rig.Provider.Requests[0];
        Assert.Equal(("Hello", streaming), (request.LastUserText, request.Streaming));
        return Mark.Yes;
    }

    private static async Task<string> ToolsAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        rig.Provider.Enqueue(
            ScriptedReply.ToolCalls(new("get_weather", """{"city":"Oslo"}""", "call_a"), new("get_weather", """{"city":"Rome"}""", "call_b")),
            ScriptedReply.Text("Cold there, warm here."));
        var question = new Question("Oslo or Rome?") { HasTool = true };

        var first = await client.AskAsync(rig.Gateway, question, streaming);
        var second = await client.AskAsync(rig.Gateway, question with { Before = first }, streaming);

        Assert.Equal(client.Stops.Called, first.Stop);
        Assert.Equal([new ClientCall("call_a", "get_weather", """{"city":"Oslo"}"""), new ClientCall("call_b", "get_weather", """{"city":"Rome"}""")], first.Calls);
        Assert.Equal(("Cold there, warm here.", client.Stops.Said), (second.Text, second.Stop));
        Assert.Equal(2, rig.Sent.Count);
        Assert.All(rig.Sent, static sent => Assert.Equal(["get_weather"], sent.Tools));
        Assert.Equal([("call_a", "fine at call_a"), ("call_b", "fine at call_b")], rig.Sent[1].Results);
        return Mark.Yes;
    }

    private static async Task<string> SchemaAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        const string Schema = """{"type":"object","properties":{"answer":{"type":"integer","enum":[42]}},"required":["answer"],"additionalProperties":false}""";

        var answer = await client.AskAsync(rig.Gateway, new Question("How many?") { Schema = Schema }, streaming);

        // The provider fills the schema that it was asked for, and it alone.
        Assert.Equal("""{"answer":42}""", answer.Text);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Schema), Assert.Single(rig.Sent).Schema), rig.Sent[0].Schema.ToString());
        return Mark.Yes;
    }

    private static async Task<string> PictureAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        var answer = await client.AskAsync(rig.Gateway, new Question("What is it?") { Picture = [1, 2, 3] }, streaming);

        Assert.Equal("echo: What is it?", answer.Text);
        Assert.Equal(["data:image/png;base64,AQID"], Assert.Single(rig.Sent).Pictures);
        return Mark.Yes;
    }

    private static async Task<string> ReasoningAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        rig.Provider.Enqueue(ScriptedReply.Text("Yes.").WithReasoning("Two cities.", Seal), ScriptedReply.Text("Still yes."));
        var question = new Question("Is it?") { Thinks = true };

        var first = await client.AskAsync(rig.Gateway, question, streaming);
        var second = await client.AskAsync(rig.Gateway, question with { Before = first, Then = "Sure?" }, streaming);

        Assert.Equal(("Two cities.", "Yes.", "Still yes."), (first.Thought, first.Text, second.Text));
        Assert.Equal(2, rig.Sent.Count);
        Assert.All(rig.Sent, static sent => Assert.NotEqual(JsonValueKind.Undefined, sent.Thinking.ValueKind));
        Assert.Equal("Sure?", rig.Provider.Requests[1].LastUserText);
        var isSealed = client.KeepsSeals && rig.Sent[1].KeepsSeals;
        Assert.Equal(isSealed, rig.Provider.Requests[1].Json.GetRawText().Contains(Seal, StringComparison.Ordinal));
        return isSealed ? Mark.Yes : Mark.Unsealed;
    }

    private static async Task<string> RefusalAsync(MatrixRig rig, MatrixClient client, bool streaming)
    {
        rig.Provider.Enqueue(ScriptedReply.Error(ScriptedFault.InvalidRequest.WithMessage("Say less.")));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(rig.Gateway, new Question("Hello"), streaming));

        Assert.Equal((400, "Say less."), client.ErrorOf(exception));
        Assert.Single(rig.Sent);
        return Mark.Yes;
    }
}
