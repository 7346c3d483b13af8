using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class SpliceTests
{
    private const string Rest = "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("{\"model\":\"a\",R}", "{\"model\":\"up\",R}")]
    [InlineData("{ \"model\" : \"a\" , R , \"x\" : 1e400 }", "{ \"model\" : \"up\" , R , \"x\" : 1e400 }")]
    [InlineData("{R,\"mod\\u0065l\":\"\\u0061\",\"no_log\":true}", "{R,\"mod\\u0065l\":\"up\"}")]
    [InlineData("{\"no_log\":true,\"model\":\"a\",\"policy_ir\":null,R,\"stream\":true}", "{\"model\":\"up\",R,\"stream\":true}")]
    [InlineData("{\"model\":\"a\",R,\"temperature\":0.70,\"top_k\":5}", "{\"model\":\"up\",R,\"temperature\":0.70,\"top_k\":5}")]
    [InlineData("{\"model\":\"a\",R,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5000}}", "{\"model\":\"up\",R,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5000}}")]
    public void WriteRequest_OfAnUntouchedRequest_ReplacesTheModelAndCutsOwnFields(string body, string expected) => Assert.Equal(
        expected.Replace("R", Rest, StringComparison.Ordinal),
        Wire.Forward(Wire.Read(body.Replace("R", Rest, StringComparison.Ordinal))));

    [Fact]
    public void WriteRequest_ToTheNewerVersion_LeavesSamplingOutAndNamesIt()
    {
        var request = Wire.Read($$"""{"model":"a",{{Rest}},"temperature":1,"top_p":0.5,"top_k":3,"x":[{"y":1}]}""");

        JsonAssert.Same($$"""{"model":"up",{{Rest}},"x":[{"y":1}]}""", Wire.Forward(request, version: Wire.Adaptive));
    }

    [Fact]
    public void WriteRequest_ToTheNewerVersionWithoutSampling_Splices()
    {
        var body = $$"""{ "model":"a", {{Rest}} }""";

        Assert.Equal(body.Replace("\"a\"", "\"up\"", StringComparison.Ordinal), Wire.Forward(Wire.Read(body), version: Wire.Adaptive));
    }

    [Fact]
    public void WriteRequest_WithThinkingThatNobodySigned_DropsItInsteadOfSplicing()
    {
        var request = Wire.ReadMessages("""
            [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"of another vendor","signature":""},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]
            """);

        JsonAssert.Same(
            """{"model":"up","max_tokens":100,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]}""",
            Wire.Forward(request));
    }

    [Fact]
    public void WriteRequest_OnceSomebodyLooked_IsNeverSpliced()
    {
        var request = Wire.ReadMessages("""[{"role":"user","content":[{"type":"text","text":"my secret is 42","cache_control":{"type":"ephemeral"}}]}]""", ",\"x\":1");
        var messages = request.Messages;
        ((TextContent)messages[0].Contents[0]).Text = "my secret is [masked]";

        var sent = Wire.Forward(request);

        Assert.DoesNotContain("42", sent, StringComparison.Ordinal);
        JsonAssert.Same(
            """{"model":"up","max_tokens":100,"messages":[{"role":"user","content":[{"type":"text","text":"my secret is [masked]","cache_control":{"type":"ephemeral"}}]}],"x":1}""",
            sent);
    }

    [Fact]
    public void WriteRequest_WithAMaskedSystemPromptAndToolResult_SendsOnlyTheMasked()
    {
        var request = Wire.ReadMessages(
            """
            [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"q":"secret"}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"secret"},{"type":"text","text":"secret"}]}]
            """,
            ",\"system\":\"secret\"");
        foreach (var content in request.Messages.SelectMany(message => message.Contents))
        {
            switch (content)
            {
                case TextContent text:
                    text.Text = text.Text.Replace("secret", "masked", StringComparison.Ordinal);
                    break;
                case FunctionCallContent call:
                    call.Arguments!["q"] = "masked";
                    break;
                case FunctionResultContent result:
                    result.Result = "masked";
                    break;
            }
        }

        JsonAssert.Same(
            """
            {"model":"up","max_tokens":100,"system":"masked","messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"q":"masked"}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"masked"},{"type":"text","text":"masked"}]}]}
            """,
            Wire.Forward(request));
    }

    [Fact]
    public void WriteRequest_WithAChangedOption_ReplacesOnlyThat()
    {
        var request = Wire.Read($$$"""{"model":"a",{{{Rest}}},"temperature":1.0,"output_config":{"effort":"low","task_budget":{"x":1}},"thinking":{"type":"adaptive","y":2}}""");
        var options = (RoutedChatOptions)request.Options.Clone();
        options.MaxOutputTokens = 7;
        options.Temperature = 0.5f;

        JsonAssert.Same(
            $$$"""{"model":"up",{{{Rest.Replace(":9", ":7", StringComparison.Ordinal)}}},"temperature":0.5,"output_config":{"effort":"low","task_budget":{"x":1}},"thinking":{"type":"adaptive","y":2}}""",
            Wire.Forward(request, options: options));
    }
}
