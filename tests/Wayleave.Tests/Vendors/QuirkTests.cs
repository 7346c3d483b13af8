using System.Buffers;
using System.Text;
using Wayleave.Configuration;
using Wayleave.Dialects;
using ChatWire = Wayleave.Tests.Dialects.OpenAIChat.Wire;

namespace Wayleave.Tests.Vendors;

/// <summary>Each quirk touches what it names, to the byte.</summary>
public sealed class QuirkTests
{
    [Theory]
    [InlineData(ProviderQuirk.NoDeveloperRole, """{"model":"m", "messages":[ {"role" : "developer","content":"developer"} ] }""", """{"model":"m", "messages":[ {"role" : "system","content":"developer"} ] }""")]
    [InlineData(ProviderQuirk.NoMessageNames, """{"model":"m","messages":[{"name":"a","role":"user","content":"x"},{"role":"user","content":"x" ,"name":"b" }]}""", """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"user","content":"x" }]}""")]
    [InlineData(ProviderQuirk.Reasoning, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","reasoning_content":"t","content":"x"}]}""", """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","reasoning":"t","content":"x"}]}""")]
    [InlineData(ProviderQuirk.ReasoningContent, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","reasoning":"t","content":"x"}]}""", """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","reasoning_content":"t","content":"x"}]}""")]
    [InlineData(ProviderQuirk.NoReasoning, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","reasoning":"t","content":"x"}]}""", """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"x"}]}""")]
    [InlineData(ProviderQuirk.MaxTokens, """{"model":"m", "max_completion_tokens" : 5,M}""", """{"model":"m", "max_tokens" : 5,M}""")]
    [InlineData(ProviderQuirk.MaxCompletionTokens, """{"model":"m","max_tokens":5,M}""", """{"model":"m","max_completion_tokens":5,M}""")]
    [InlineData(ProviderQuirk.MaxTokens, """{"max_tokens":4,"model":"m","max_completion_tokens":5,M}""", """{"model":"m","max_tokens":5,M}""")]
    [InlineData(ProviderQuirk.NoStreamOptions, """{"model":"m",M,"stream":true,"stream_options":{"include_usage":true}}""", """{"model":"m",M,"stream":true}""")]
    [InlineData(ProviderQuirk.NoN, """{"n":1,"model":"m",M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoParallelToolCalls, """{"model":"m",M,"parallel_tool_calls":true}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoParallelToolCalls, """{"model":"m",M,"parallel_tool_calls":false}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoSeed, """{"model":"m","seed":3,M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.RandomSeed, """{"model":"m","seed":3,M}""", """{"model":"m","random_seed":3,M}""")]
    [InlineData(ProviderQuirk.NoLogitBias, """{"model":"m","logit_bias":{},M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoLogprobs, """{"model":"m","logprobs":false,"top_logprobs":0,M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoPenalties, """{"model":"m","frequency_penalty":0.0,"presence_penalty":0,M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoTopK, """{"model":"m","top_k":3,M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoSampling, """{"model":"m","temperature":1,"top_p":1,"top_k":3,M}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoHints, """{"model":"m","user":"u","metadata":{"a":"b"},"store":false,M,"safety_identifier":"s","prompt_cache_key":"k"}""", """{"model":"m",M}""")]
    [InlineData(ProviderQuirk.NoN, """{"model":"m",M,"x":{"n":2,"seed":[1e400]}, "temperature" : 1.0 }""", """{"model":"m",M,"x":{"n":2,"seed":[1e400]}, "temperature" : 1.0 }""")]
    public void Quirk_OfASplicedRequest_TouchesOnlyWhatItNames(ProviderQuirk quirk, string body, string expected) =>
        Assert.Equal(Filled(expected), Send(quirk, Filled(body)));

    [Theory]
    [InlineData(ProviderQuirk.NoN, "n", "2")]
    [InlineData(ProviderQuirk.NoLogitBias, "logit_bias", """{"5":1}""")]
    [InlineData(ProviderQuirk.NoLogprobs, "logprobs", "true")]
    [InlineData(ProviderQuirk.NoPenalties, "presence_penalty", "0.5")]
    [InlineData(ProviderQuirk.NoSampling, "frequency_penalty", "-1")]
    public void Quirk_OfAFieldThatChangesTheAnswer_RefusesByName(ProviderQuirk quirk, string field, string value)
    {
        var error = Assert.Throws<RouteException>(() => Send(quirk, Filled($$"""{"model":"m","{{field}}":{{value}},M}""")));

        Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller, field), (error.Code, error.Origin, error.Param));
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoParallelToolCalls_OfSerialCallsWithTools_Refuses()
    {
        const string Tools = """
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]
            """;

        var error = Assert.Throws<RouteException>(() => Send(ProviderQuirk.NoParallelToolCalls, Filled($$"""{"model":"m","parallel_tool_calls":false,{{Tools}},M}""")));

        Assert.Equal("parallel_tool_calls", error.Param);
    }

    private static string Filled(string text) => text.Replace("M", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]", StringComparison.Ordinal);

    private static string Send(ProviderQuirk quirk, string body)
    {
        var request = ChatWire.Read(body);
        var output = new ArrayBufferWriter<byte>();
        ChatWire.Dialect.WriteRequest(output, new ProviderRequest(request.Messages, (RoutedChatOptions)request.Options.Clone(), "m", request.Streaming) { Quirks = QuirkSet.Of(quirk) });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
