using Microsoft.Extensions.AI;
using Wayleave.Tests.Dialects;
using Wayleave.Tests.Providers;
using AnthropicWire = Wayleave.Tests.Dialects.AnthropicMessages.Wire;
using ChatWire = Wayleave.Tests.Dialects.OpenAIChat.Wire;

namespace Wayleave.Tests.Vendors;

/// <summary>Headers, quirks and sampling, from configuration to the wire.</summary>
public sealed class VendorSettingsTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Headers_OfTheConfiguration_AreSent(bool streaming)
    {
        await using var rig = await VendorRig.StartAsync("OpenRouter", ", \"Headers\": { \"HTTP-Referer\": \"https://example.com\", \"X-Title\": \"Desk\" }");

        await rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m" }, streaming);

        Assert.Equal(("https://example.com", "Desk"), (rig.Headers["HTTP-Referer"], rig.Headers["X-Title"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_InsteadOfThePresetsQuirks_PassesBytesAsTheyCame(bool streaming)
    {
        await using var rig = await VendorRig.StartAsync("Groq", ", \"Quirks\": [ \"None\" ]");

        await rig.SendAsync(ChatWire.Read($$"""{"model":"t/m", "n": 1, {{Messages}}{{(streaming ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}"""));

        Assert.StartsWith("{\"model\":\"m\", \"n\": 1, ", rig.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI", "chat")]
    [InlineData("OpenAI", "hub")]
    [InlineData("OpenAI", "anthropic")]
    [InlineData("Anthropic", "chat")]
    [InlineData("Anthropic", "hub")]
    [InlineData("Anthropic", "anthropic")]
    [InlineData("Gemini", "chat")]
    [InlineData("Gemini", "hub")]
    [InlineData("Gemini", "anthropic")]
    public async Task Sampling_OfAModelThatTakesNone_IsLeftOutAndNamed(string preset, string caller)
    {
        await using var rig = await VendorRig.StartAsync(preset, model: ", \"Sampling\": false");
        const string Sampling = "\"temperature\":0.5,\"top_p\":0.25";

        var answer = await (caller switch
        {
            "chat" => rig.SendAsync(ChatWire.Read($$"""{"model":"t/m",{{Sampling}},{{Messages}}}""")),
            "anthropic" => rig.SendAsync(AnthropicWire.Read($$"""{"model":"t/m","max_tokens":9,{{Sampling}},{{Messages}}}""")),
            _ => rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m", Temperature = 0.5f, TopP = 0.25f }, streaming: false),
        });

        Assert.DoesNotContain("emperature", rig.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("0.25", rig.Body, StringComparison.Ordinal);
        Assert.Equal(["temperature", "top_p"], answer.GetRoutingTrace()!.DroppedFields.Intersect(["temperature", "top_p"]).Order());
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("Anthropic")]
    [InlineData("Gemini")]
    public async Task Sampling_OfAModelThatSaysNothing_Passes(string preset)
    {
        await using var rig = await VendorRig.StartAsync(preset);

        await rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m", Temperature = 0.5f }, streaming: false);

        Assert.Contains("\"temperature\":0.5", rig.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("Gemini")]
    public async Task APenalty_OfAModelThatTakesNoSampling_IsRefusedByName(string preset)
    {
        await using var rig = await VendorRig.StartAsync(preset, model: ", \"Sampling\": false");

        var error = await Assert.ThrowsAnyAsync<RouteException>(() => rig.SendAsync(ChatWire.Read($$"""{"model":"t/m","presence_penalty":1,{{Messages}}}""")));

        Assert.Equal((RouteErrorCode.InvalidRequest, "presence_penalty"), (error.Code, error.Param));
        Assert.Equal("", rig.Body);
    }

    [Fact]
    public async Task Azure_AStreamThatStartsWithFindingsAlone_IsReadToItsEnd()
    {
        await using var rig = await VendorRig.StartAsync("AzureOpenAI", answer: static context => ScriptedServer.EventsAsync(
            context,
            """{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}""",
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"ok"},"content_filter_results":{},"finish_reason":null}]}""",
            """{"id":"","object":"","created":0,"model":"","choices":[{"index":0,"content_filter_offsets":{},"content_filter_results":{},"finish_reason":null}]}""",
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""",
            "[DONE]"));

        var answer = await rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m" }, streaming: true);

        Assert.Equal(("ok", ChatFinishReason.Stop, 3L), (answer.Text, answer.FinishReason, answer.Usage?.InputTokenCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Azure_AFilteredPrompt_IsAFailureOfContentPolicy(bool streaming)
    {
        await using var rig = await VendorRig.StartAsync("AzureOpenAI", answer: static context => ScriptedServer.JsonAsync(
            context,
            """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}""",
            400));

        var error = await Assert.ThrowsAnyAsync<RouteException>(() => rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m" }, streaming));

        Assert.Equal((FaultOrigin.Caller, FailureCategory.ContentPolicy), (error.Origin, error.Failure));
    }
}
