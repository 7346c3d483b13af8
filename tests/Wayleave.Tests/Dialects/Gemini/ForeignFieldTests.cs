using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class ForeignFieldTests
{
    [Theory]
    [InlineData("logit_bias", """{"50256":-100}""")]
    [InlineData("logprobs", "true")]
    [InlineData("top_logprobs", "3")]
    [InlineData("n", "9")]
    [InlineData("tool_choice", """{"type":"allowed_tools","allowed_tools":{}}""")]
    [InlineData("response_format", """{"type":"grammar"}""")]
    [InlineData("modalities", """["text","audio"]""")]
    [InlineData("functions", """[{"name":"f"}]""")]
    [InlineData("min_p", "0.1")]
    [InlineData("seed", "4294967296")]
    [InlineData("previous_response_id", "\"r\"")]
    public void Field_ChangesTheResult_IsRefusedByName(string field, string value)
    {
        var refusal = Assert.Throws<RouteException>(() => GeminiWire.Forward(Body(field, value)));

        Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller, field), (refusal.Code, refusal.Origin, refusal.Param));
        Assert.Contains($"'{field}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "\"u\"")]
    [InlineData("metadata", """{"a":"b"}""")]
    [InlineData("store", "true")]
    [InlineData("service_tier", "\"flex\"")]
    [InlineData("prompt_cache_key", "\"k\"")]
    [InlineData("prediction", """{"type":"content","content":"x"}""")]
    public void Field_Harmless_IsDroppedAndNamed(string field, string value)
    {
        var sent = GeminiWire.Forward(Body(field, value), GeminiWire.Model, out var dropped);

        GeminiWire.AssertSame("""{"contents":[{"role":"user","parts":[{"text":"q"}]}]}""", sent);
        Assert.Equal([field], dropped);
    }

    [Theory]
    [InlineData("logit_bias", "{}")]
    [InlineData("logprobs", "false")]
    [InlineData("n", "1")]
    [InlineData("modalities", """["text"]""")]
    [InlineData("logit_bias", "null")]
    [InlineData("no_log", "true")]
    public void Field_AsksForNothing_IsLeftOutInSilence(string field, string value)
    {
        var sent = GeminiWire.Forward(Body(field, value), GeminiWire.Model, out var dropped);

        GeminiWire.AssertSame("""{"contents":[{"role":"user","parts":[{"text":"q"}]}]}""", sent);
        Assert.Empty(dropped);
    }

    [Theory]
    [InlineData("n", "3", """{"candidateCount":3}""")]
    [InlineData("reasoning_effort", "\"minimal\"", """{"thinkingConfig":{"thinkingBudget":1024}}""")]
    [InlineData("thinking", """{"type":"enabled","budget_tokens":2000}""", """{"thinkingConfig":{"thinkingBudget":2000}}""")]
    [InlineData("thinking", """{"type":"disabled"}""", """{"thinkingConfig":{"thinkingBudget":0}}""")]
    [InlineData("generationConfig", """{"speechConfig":{}}""", """{"speechConfig":{}}""")]
    [InlineData("max_tokens", "5", """{"maxOutputTokens":5}""")]
    [InlineData("response_format", """{"type":"json_object"}""", """{"responseMimeType":"application/json"}""")]
    public void Field_HasAWord_IsTranslated(string field, string value, string expected) => GeminiWire.AssertSame(
        $$"""{"contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{{expected}}}""", GeminiWire.Forward(Body(field, value)));

    [Fact]
    public void SeveralAnswers_InAStream_AreRefused()
    {
        var refusal = Assert.Throws<RouteException>(() => GeminiWire.Forward("""{"model":"m","stream":true,"n":2,"messages":[{"role":"user","content":"q"}]}"""));

        Assert.Equal("n", refusal.Param);
    }

    [Fact]
    public void OneCallAtATime_WithFunctions_IsRefused()
    {
        const string Tools = ""","tools":[{"type":"function","function":{"name":"f"}}]""";
        var refusal = Assert.Throws<RouteException>(() => GeminiWire.Forward(Body("parallel_tool_calls", "false" + Tools)));

        Assert.Equal("parallel_tool_calls", refusal.Param);
        GeminiWire.Forward(Body("parallel_tool_calls", "false"));
        GeminiWire.Forward(Body("parallel_tool_calls", "true" + Tools));
    }

    [Fact]
    public void Messages_FieldsWithoutAWord_AreNamed()
    {
        GeminiWire.Forward(
            """
            {"model":"m","messages":[
             {"role":"user","name":"ann","content":[{"type":"text","text":"q","cache_control":{"type":"ephemeral"}}]},
             {"role":"assistant","content":"a","reasoning_content":"because"},
             {"role":"user","content":"q"}],"tools":[{"type":"function","function":{"name":"f","strict":true}}]}
            """,
            GeminiWire.Model,
            out var dropped);

        Assert.Equal(["messages.name", "messages.cache_control", "messages.reasoning", "tools.strict"], dropped);
    }

    [Fact]
    public void Property_SetInProcess_ReplacesTheCallersField()
    {
        var request = Wayleave.Dialects.OpenAIChat.OpenAIChatDialect.Instance.ReadRequest("""{"model":"m","n":9,"messages":[{"role":"user","content":"q"}]}"""u8.ToArray());
        var options = (RoutedChatOptions)request.Options.Clone();
        options.AdditionalProperties = new() { ["n"] = 2 };

        GeminiWire.AssertSame(
            """{"contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{"candidateCount":2}}""", GeminiWire.Send(request.Messages, options));
    }

    private static string Body(string field, string value) => $$"""{"model":"m","messages":[{"role":"user","content":"q"}],"{{field}}":{{value}}}""";
}
