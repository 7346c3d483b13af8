using System.Text;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class SpliceTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("{\"model\":\"a\",M}", "{\"model\":\"up\",M}")]
    [InlineData("{ \"model\" : \"a\" , M , \"x\" : 1e400 }", "{ \"model\" : \"up\" , M , \"x\" : 1e400 }")]
    [InlineData("{M,\"mod\\u0065l\":\"\\u0061\"}", "{M,\"mod\\u0065l\":\"up\"}")]
    [InlineData("{\"no_log\":true,\"model\":\"a\",M}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",\"no_log\":true,M}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",M,\"no_log\":true}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",M , \"no_log\":true\n}", "{\"model\":\"up\",M\n}")]
    [InlineData("{\"policy_ir\":null,\"no_log\":false,\"model\":\"a\",M}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",M,\"no_log\":false,\"policy_ir\":null}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",M,\"n\\u006f_log\":false}", "{\"model\":\"up\",M}")]
    [InlineData("{\"model\":\"a\",M,\"stream_options\":{\"include_usage\":false}}", "{\"model\":\"up\",M,\"stream_options\":{\"include_usage\":false}}")]
    public void WriteRequest_OfAnUntouchedRequest_ReplacesTheModelAndCutsOwnFields(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("{\"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\n \"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\n \"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\"no_log\":true,\"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\"stream_options\":null,\"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\"stream_options\":{},\"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\"stream_options\":{ \"x\":1},\"model\":\"a\",M,\"stream\":true}", "{\"stream_options\":{\"include_usage\":true, \"x\":1},\"model\":\"up\",M,\"stream\":true}")]
    [InlineData("{\"model\":\"a\",M,\"stream\":true,\"stream_options\":{\"x\":1,\"include_usage\":false}}", "{\"model\":\"up\",M,\"stream\":true,\"stream_options\":{\"x\":1,\"include_usage\":true}}")]
    [InlineData("{\"model\":\"a\",M,\"stream\":true,\"stream_options\":{\"include_usage\":null}}", "{\"model\":\"up\",M,\"stream\":true,\"stream_options\":{\"include_usage\":true}}")]
    [InlineData("{\"model\":\"a\",M,\"stream\":true,\"stream_options\":{\"include_usage\":true}}", "{\"model\":\"up\",M,\"stream\":true,\"stream_options\":{\"include_usage\":true}}")]
    public void WriteRequest_OfAnUntouchedStream_AsksForUsage(string body, string expected) => Check(body, expected);

    [Theory]
    [InlineData("plain/model:v1", "plain/model:v1")]
    [InlineData("quo\"te\\", "quo\\\"te\\\\")]
    [InlineData("é\n", "é\\n")]
    public void WriteRequest_EscapesTheModelOnlyWhereNeeded(string model, string escaped)
    {
        var request = Wire.Read($$"""{"model":"a",{{Messages}}}""");

        Assert.Equal($$"""{"model":"{{escaped}}",{{Messages}}}""", Wire.Forward(request, model));
    }

    [Fact]
    public void WriteRequest_WhenStreamingDiffersFromTheBody_EncodesInstead()
    {
        var request = Wire.Read($$"""{"model":"a",{{Messages}},"x":[{"y":1}]}""");

        var sent = Wire.Send(request.Messages, request.Options, "up", streaming: true);

        Wire.AssertSame($$"""{"model":"up",{{Messages}},"stream":true,"stream_options":{"include_usage":true },"x":[{"y":1}]}""", sent);
    }

    private static void Check(string body, string expected)
    {
        var request = Wire.Read(body.Replace("M", Messages, StringComparison.Ordinal));

        Assert.Equal(expected.Replace("M", Messages, StringComparison.Ordinal), Wire.Forward(request, "up"));
        Assert.Equal(body.Replace("M", Messages, StringComparison.Ordinal), Encoding.UTF8.GetString(request.Body.Span));
    }
}
