using System.Buffers;
using System.Text;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}}""", FailureCategory.Authentication, false)]
    [InlineData(429, """{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}""", FailureCategory.InsufficientQuota, false)]
    [InlineData(429, """{"error":{"message":"x","type":"requests","code":"rate_limit_exceeded"}}""", FailureCategory.RateLimited, false)]
    [InlineData(400, """{"error":{"message":"too long","type":"invalid_request_error","param":"input","code":"context_length_exceeded"}}""", FailureCategory.ContextWindow, true)]
    [InlineData(400, """{"error":{"message":"flagged","type":"invalid_request_error","code":"invalid_prompt"}}""", FailureCategory.ContentPolicy, true)]
    [InlineData(400, """{"error":{"message":"Previous response with id 'r' not found.","type":"invalid_request_error","param":"previous_response_id","code":"previous_response_not_found"}}""", FailureCategory.InvalidRequest, true)]
    [InlineData(404, """{"error":{"message":"Item with id 'rs_1' not found.","type":"invalid_request_error","param":"input","code":null}}""", FailureCategory.InvalidRequest, true)]
    [InlineData(500, """{"error":{"message":"x","type":"server_error","code":null}}""", FailureCategory.ServerError, false)]
    [InlineData(503, "<html>", FailureCategory.ServerError, false)]
    public void AProvidersError_IsClassified(int status, string body, FailureCategory expected, bool hasWords)
    {
        var (category, error) = ResponsesWire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body));

        Assert.Equal((expected, hasWords), (category, error is not null));
    }

    [Fact]
    public void AnError_HasTheShapeOfTheApi()
    {
        var output = new ArrayBufferWriter<byte>();
        ResponsesWire.Dialect.WriteError(output, new RouteException(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, "No.") { Param = "input[0]" });

        ResponsesWire.AssertSame(
            """{"error":{"message":"No.","type":"invalid_request_error","param":"input[0]","code":"invalid_request"}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void AnErrorInAStream_IsAnEventWithANumber()
    {
        var output = new ArrayBufferWriter<byte>();
        ResponsesWire.Dialect.CreateStreamWriter(ResponsesWire.Read(ResponsesWire.Minimal)).Fail(output, new RouteException(RouteErrorCode.UpstreamError, FaultOrigin.Provider, "It broke."));

        var data = Assert.Single(ResponsesWire.Events(Encoding.UTF8.GetString(output.WrittenSpan)));
        ResponsesWire.AssertSame("""{"type":"error","sequence_number":0,"code":"upstream_error","message":"It broke.","param":null}""", data);
    }
}
