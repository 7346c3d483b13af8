using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class TokenCountTests
{
    private static ChatTokenCountCodec Codec => AnthropicMessagesDialect.Instance.TokenCount;

    [Fact]
    public void WriteRequest_OfAnUntouchedCount_Splices()
    {
        var request = Codec.ReadRequest("""{ "model":"a", "messages":[{"role":"user","content":"x"}], "no_log":true, "mcp_servers":[] }"""u8.ToArray());

        Assert.Equal("""{ "model":"up", "messages":[{"role":"user","content":"x"}], "mcp_servers":[] }""", Send(request));
    }

    [Fact]
    public void WriteRequest_OfARequestToBeAnswered_KeepsOnlyThePrompt()
    {
        var request = Wire.Read("""
            {"model":"a","max_tokens":9,"temperature":1,"stop_sequences":["x"],"metadata":{"user_id":"u"},"service_tier":"auto","stream":true,
             "system":"s","tools":[{"name":"f","input_schema":{}}],"messages":[{"role":"user","content":"x"}]}
            """);

        JsonAssert.Same("""{"model":"up","system":"s","tools":[{"name":"f","input_schema":{}}],"messages":[{"role":"user","content":"x"}]}""", Send(request));
    }

    [Fact]
    public void ReadRequest_WithoutMessages_IsRefused() =>
        Assert.Equal("messages", Assert.Throws<RouteException>(() => Codec.ReadRequest("""{"model":"a"}"""u8.ToArray())).Param);

    [Fact]
    public void GetRequestUri_StandsBelowTheMessages() => Assert.Equal(
        "https://api.test/v1/messages/count_tokens?x=1", Codec.GetRequestUri(new Uri("https://api.test/v1?x=1"), "m").AbsoluteUri);

    [Fact]
    public void Answers_GoThereAndBack()
    {
        var output = new ArrayBufferWriter<byte>();

        Codec.WriteAnswer(output, 42);

        Assert.Equal("""{"input_tokens":42}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(42, Codec.ReadAnswer(output.WrittenMemory));
    }

    [Theory]
    [InlineData("{}", FailureCategory.InvalidResponse)]
    [InlineData("x", FailureCategory.InvalidResponse)]
    [InlineData("{\"input_tokens\":-1}", FailureCategory.InvalidResponse)]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}", FailureCategory.ServerError)]
    public void ReadAnswer_WhatIsNoCount_IsClassified(string body, FailureCategory expected) =>
        Assert.Equal(expected, Assert.Throws<ProviderException>(() => Codec.ReadAnswer(Encoding.UTF8.GetBytes(body))).Category);

    private static string Send(WireRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        Codec.WriteRequest(output, new ProviderRequest(request.Messages, (RoutedChatOptions)request.Options.Clone(), "up", false));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
