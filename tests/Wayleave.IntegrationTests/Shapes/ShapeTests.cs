using System.Text;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>The check of all answers must be able to fail.</summary>
public sealed class ShapeTests
{
    private const string Chunk = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"x"},"finish_reason":null}]}""";
    private const string LastChunk = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    private const string Usage = """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    private const string MessageStart = """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"c","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""";
    private const string BlockStart = """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""";
    private const string BlockDelta = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}""";
    private const string BlockStop = """{"type":"content_block_stop","index":0}""";
    private const string MessageDelta = """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1}}""";
    private const string MessageStop = """{"type":"message_stop"}""";

    private const string Completion = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"x","refusal":null},"finish_reason":"stop","logprobs":null}]}""";
    private const string Message = """{"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"tool_use","id":"t","name":"f","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""";
    private const string Response =
        """{"id":"r","object":"response","created_at":1,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"model":"m","tools":[],"output":[{"id":"i","type":"reasoning","summary":[]}],"parallel_tool_calls":true,"metadata":{},"tool_choice":"auto","temperature":1,"top_p":1}""";

    [Theory]
    [InlineData("/v1/chat/completions", 200, Completion, "", "")]
    [InlineData("/v1/chat/completions", 200, Completion, "\"id\":\"c\",", "")]
    [InlineData("/v1/chat/completions", 200, Completion, "\"created\":1", "\"created\":\"1\"")]
    [InlineData("/v1/chat/completions", 200, Completion, "\"stop\"", "\"end_turn\"")]
    [InlineData("/v1/chat/completions", 200, Completion, ",\"refusal\":null", "")]
    [InlineData("/v1/chat/completions", 400, Completion, "", null)]
    [InlineData("/v1/messages", 200, Message, "", "")]
    [InlineData("/v1/messages", 200, Message, "\"input\":{}", "\"input\":\"{}\"")]
    [InlineData("/v1/messages", 200, Message, "\"tool_use\",\"stop_sequence\"", "\"tool_calls\",\"stop_sequence\"")]
    [InlineData("/v1/messages", 200, Message, "\"tool_use\",\"stop_sequence\"", "null,\"stop_sequence\"")]
    [InlineData("/v1/messages", 200, Message, ",\"output_tokens\":1", "")]
    [InlineData("/v1/messages", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"x"}}""", "", "")]
    [InlineData("/v1/messages", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"x"}}""", "rate_limit_error", "rate_limited")]
    [InlineData("/v1/responses", 200, Response, "", "")]
    [InlineData("/v1/responses", 200, Response, ",\"summary\":[]", "")]
    [InlineData("/v1/responses", 200, Response, "\"completed\"", "\"done\"")]
    [InlineData("/v1/responses", 200, Response, "\"error\":null,", "")]
    [InlineData("/v1/messages/count_tokens", 200, """{"input_tokens":1}""", "", "")]
    [InlineData("/v1/messages/count_tokens", 200, """{"input_tokens":1}""", "1", "1.5")]
    [InlineData("/v1/embeddings", 200, """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""", "", "")]
    [InlineData("/v1/embeddings", 200, """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""", "[1]", "[\"1\"]")]
    [InlineData("/v1/models/m", 404, """{"error":{"message":"x","type":"t","param":null,"code":null}}""", "", "")]
    [InlineData("/v1/models/m", 404, """{"error":{"message":"x","type":"t","param":null,"code":null}}""", ",\"code\":null", "")]
    public void Body_IsWrong_WhenSomethingOfItIsChanged(string path, int status, string right, string part, string? changed)
    {
        var body = part.Length > 0 ? right.Replace(part, changed, StringComparison.Ordinal) : right;

        var faults = ResponseShape.Faults(new RecordedResponse("POST", path, false, status, "application/json", Encoding.UTF8.GetBytes(body), true)).ToList();

        Assert.Equal(body == right && changed is not null, faults.Count == 0);
    }

    [Theory]
    [InlineData(true, Chunk, LastChunk, Usage, "[DONE]")]
    [InlineData(true, Chunk, """{"error":{"message":"x","type":"t","param":null,"code":null}}""")]
    [InlineData(false, Chunk, LastChunk, Usage)]
    [InlineData(false, LastChunk, "[DONE]")]
    [InlineData(false, Chunk, LastChunk, Chunk, "[DONE]")]
    [InlineData(false, Chunk, Usage, LastChunk, "[DONE]")]
    [InlineData(false, Chunk, LastChunk, "[DONE]", "[DONE]")]
    [InlineData(false, Chunk, "x", "[DONE]")]
    public void Chunks_OutOfOrder_AreFound(bool isRight, params string[] data) => CheckStream(isRight, "/v1/chat/completions", data);

    [Theory]
    [InlineData(true, MessageStart, """{"type":"ping"}""", BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop)]
    [InlineData(true, MessageStart, """{"type":"error","error":{"type":"api_error","message":"x"}}""")]
    [InlineData(false, BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop)]
    [InlineData(false, MessageStart, BlockDelta, MessageDelta, MessageStop)]
    [InlineData(false, MessageStart, BlockStart, MessageDelta, BlockStop, MessageStop)]
    [InlineData(false, MessageStart, BlockStart, BlockStop, BlockStart, BlockStop, MessageDelta, MessageStop)]
    [InlineData(false, MessageStart, BlockStart, """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"x"}}""", BlockStop, MessageDelta, MessageStop)]
    [InlineData(false, MessageStart, MessageStop)]
    [InlineData(false, MessageStart, MessageDelta)]
    public void MessageEvents_OutOfOrder_AreFound(bool isRight, params string[] data) => CheckStream(isRight, "/v1/messages", data);

    [Theory]
    [InlineData(true, "0 created", "1 added", "2 part", "3 delta ab", "4 text ab", "5 end", "6 done ab", "7 whole ab")]
    [InlineData(true, "0 created", "1 error")]
    [InlineData(false, "0 created", "2 error")]
    [InlineData(false, "1 created", "2 error")]
    [InlineData(false, "0 added", "1 error")]
    [InlineData(false, "0 created", "1 delta ab", "2 error")]
    [InlineData(false, "0 created", "1 added", "2 delta ab", "3 error")]
    [InlineData(false, "0 created", "1 added", "2 part", "3 delta ab", "4 text b", "5 error")]
    [InlineData(false, "0 created", "1 added", "2 part", "3 delta ab", "4 text ab", "5 done ab", "6 error")]
    [InlineData(false, "0 created", "1 added", "2 part", "3 delta ab", "4 text ab", "5 end", "6 done ab", "7 whole b")]
    [InlineData(false, "0 created", "1 added", "2 whole ab")]
    [InlineData(false, "0 created", "1 added")]
    public void ResponseEvents_OutOfOrder_AreFound(bool isRight, params string[] events) => CheckStream(isRight, "/v1/responses", [.. events.Select(ResponseEvent)]);

    [Fact]
    public void VendorsSchema_WhereOneIsNamed_IsAskedAsWell()
    {
        // Our own schema does not mind who leaves the count of cache writes out; the vendor's does.
        const string Counts = """{"input_tokens":1,"input_tokens_details":{"cached_tokens":0},"output_tokens":1,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":2}""";
        var body = System.Text.Json.JsonElement.Parse(Response[..^1] + ",\"usage\":" + Counts + "}");

        var faults = SchemaSet.Faults(Shape.Response, body).ToList();

        Assert.Equal(SchemaSet.HasVendors, faults.Count > 0);
        Assert.All(faults, static fault => Assert.StartsWith("vendor's openai", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gateway_WhoseProviderLeavesTheIdOut_FailsItsTest()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        provider.DefaultReply = ScriptedReply.Raw(200, Completion.Replace("\"object\":\"chat.completion\",", "", StringComparison.Ordinal));
        var gateway = await GatewayHost.StartAsync(new GatewaySetup { Providers = [provider] });

        using (var response = await gateway.ChatAsync(GatewayHost.Chat()))
        {
            Assert.True(response.IsSuccessStatusCode);
            await response.Content.ReadAsStringAsync();
        }

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => gateway.DisposeAsync().AsTask());
        Assert.Contains("openai-chat Completion", failure.Message, StringComparison.Ordinal);
    }

    private static string ResponseEvent(string text)
    {
        const string Item = """{"id":"i","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"{0}","annotations":[],"logprobs":[]}]}""";
        const string Place = "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0";
        var words = text.Split(' ');
        var said = words.ElementAtOrDefault(2) ?? "";
        var item = Item.Replace("{0}", said, StringComparison.Ordinal);
        var response = Response.Replace("""{"id":"i","type":"reasoning","summary":[]}""", item, StringComparison.Ordinal);
        var (type, rest) = words[1] switch
        {
            "created" => ("response.created", $"\"response\":{Response.Replace("\"completed\"", "\"in_progress\"", StringComparison.Ordinal)}"),
            "added" => ("response.output_item.added", $"\"output_index\":0,\"item\":{item}"),
            "part" => ("response.content_part.added", $$"""{{Place}},"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}"""),
            "delta" => ("response.output_text.delta", $"{Place},\"delta\":\"{said}\",\"logprobs\":[]"),
            "text" => ("response.output_text.done", $"{Place},\"text\":\"{said}\",\"logprobs\":[]"),
            "end" => ("response.content_part.done", $$"""{{Place}},"part":{"type":"output_text","text":"ab","annotations":[],"logprobs":[]}"""),
            "done" => ("response.output_item.done", $"\"output_index\":0,\"item\":{item}"),
            "whole" => ("response.completed", $"\"response\":{response}"),
            _ => ("error", "\"code\":\"x\",\"message\":\"x\",\"param\":null"),
        };
        return $$"""{"type":"{{type}}","sequence_number":{{words[0]}},{{rest}}}""";
    }

    private static void CheckStream(bool isRight, string path, string[] data)
    {
        var body = string.Concat(data.Select(item => item.StartsWith("{\"type\":", StringComparison.Ordinal)
            ? $"event: {System.Text.Json.JsonElement.Parse(item).GetProperty("type").GetString()}\ndata: {item}\n\n"
            : $"data: {item}\n\n"));

        var faults = ResponseShape.Faults(new RecordedResponse("POST", path, false, 200, "text/event-stream", Encoding.UTF8.GetBytes(body), true)).ToList();

        Assert.True(isRight == (faults.Count == 0), string.Join('\n', faults.Append(body)));
    }
}
