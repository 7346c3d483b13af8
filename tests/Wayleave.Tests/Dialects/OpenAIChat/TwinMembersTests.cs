using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.OpenAIChat;

/// <summary>Of members with one name the last counts, for whoever reads an answer and for whoever writes it anew.</summary>
public sealed class TwinMembersTests
{
    private static readonly OpenAIChatDialect Dialect = OpenAIChatDialect.Instance;

    [Theory]
    [InlineData("""{"choices":["x"],"id":"i","choices":[{"message":{"content":"told"}}],"x":1}""")]
    [InlineData("""{"choices":[{"message":{"content":"secret"}}],"choices":[{"message":{"content":"told"}}],"x":1}""")]
    [InlineData("""{"choices":[{"message":"secret","message":{"content":"told"}}],"x":1}""")]
    [InlineData("""{"choices":[{"message":{"content":"secret"},"m\u0065ssage":{"content":"told"}}],"x":1}""")]
    [InlineData("""{"choices":7,"choices":[{"message":{"content":"secret"},"message":{"content":"secret","content":"told"}}],"x":1}""")]
    public void AnAnswer_ChangedOnTheWay_KeepsOnlyTheLastTwin(string body)
    {
        var response = Dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw: true);
        Assert.Equal("told", response.Text);
        response.Messages[0].Contents.OfType<TextContent>().Single().Text = "changed";
        var output = new ArrayBufferWriter<byte>();

        Dialect.WriteResponse(output, response, Request("false"));

        var written = JsonElement.Parse(output.WrittenSpan);
        var choice = Assert.Single(written.GetProperty("choices").EnumerateArray());
        Assert.Equal("changed", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(1, written.GetProperty("x").GetInt32());
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
        Assert.DoesNotContain("told", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"secret"},"delta":{"content":"told"}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"secret"},"message":{"content":"told"}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"message":{"content":"told"}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"told"},"message":null}]}""")]
    [InlineData("""{"id":"i","choices":null,"choices":[{"index":0,"delta":{"content":"told"}}]}""")]
    public void AChunk_ChangedOnTheWay_KeepsOnlyTheLastTwin(string data)
    {
        var update = Dialect.CreateStreamReader(keepRaw: true).Read("message", Encoding.UTF8.GetBytes(data)).Update!;
        Assert.Equal("told", update.Text);
        update.Contents.OfType<TextContent>().Single().Text = "changed";
        var output = new ArrayBufferWriter<byte>();

        Dialect.CreateStreamWriter(Request("true")).Write(output, update);

        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Contains("\"content\":\"changed\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("told", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AChunk_WithTwoListsOfChoices_IsRefused()
    {
        var reader = Dialect.CreateStreamReader(keepRaw: true);

        var error = Assert.Throws<ProviderException>(() => reader.Read("message", """{"choices":[{"delta":{"content":"a"}}],"choices":[{"delta":{"content":"b"}}]}"""u8));

        Assert.Equal(FailureCategory.InvalidResponse, error.Category);
    }

    private static Wayleave.Dialects.WireRequest Request(string stream) =>
        Dialect.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","stream":{{stream}},"messages":[{"role":"user","content":"x"}]}"""));
}
