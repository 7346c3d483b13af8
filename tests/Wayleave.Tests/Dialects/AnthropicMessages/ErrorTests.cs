using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class ErrorTests
{
    public static TheoryData<int, string, string, FailureCategory> Errors => new()
    {
        { 400, "invalid_request_error", "max_tokens: field required", FailureCategory.InvalidRequest },
        { 400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", FailureCategory.ContextWindow },
        { 400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", FailureCategory.ContextWindow },
        { 400, "invalid_request_error", "Output blocked by content filtering policy", FailureCategory.ContentPolicy },
        { 400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", FailureCategory.InsufficientQuota },
        { 400, "invalid_request_error", "You have reached your specified API usage limits.", FailureCategory.InsufficientQuota },
        { 400, "invalid_request_error", "This organization has been disabled.", FailureCategory.Authentication },
        { 401, "authentication_error", "invalid x-api-key", FailureCategory.Authentication },
        { 402, "billing_error", "payment required", FailureCategory.InsufficientQuota },
        { 403, "permission_error", "not allowed", FailureCategory.Authentication },
        { 404, "not_found_error", "model: claude-0", FailureCategory.InvalidRequest },
        { 413, "request_too_large", "Request exceeds the maximum size", FailureCategory.InvalidRequest },
        { 429, "rate_limit_error", "slow down", FailureCategory.RateLimited },
        { 500, "api_error", "Internal server error", FailureCategory.ServerError },
        { 504, "timeout_error", "Request timed out", FailureCategory.ServerError },
        { 529, "overloaded_error", "Overloaded", FailureCategory.ServerError },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void ReadError_ClassifiesByTypePhraseAndStatus(int status, string type, string message, FailureCategory expected)
    {
        var body = $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_1"}""";

        var (category, error) = Wire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, category);
        var isForTheCaller = expected is FailureCategory.InvalidRequest or FailureCategory.ContextWindow or FailureCategory.ContentPolicy;
        Assert.Equal(isForTheCaller ? new ProviderError(status, message, type, null, null) : null, error);
    }

    [Theory]
    [InlineData(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.InvalidPolicy, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.InvalidApiKey, FaultOrigin.Caller, "authentication_error")]
    [InlineData("insufficient_quota", FaultOrigin.Budget, "billing_error")]
    [InlineData(RouteErrorCode.TierNotEntitled, FaultOrigin.Policy, "permission_error")]
    [InlineData(RouteErrorCode.ModelNotAllowed, FaultOrigin.Policy, "permission_error")]
    [InlineData(RouteErrorCode.AccessDenied, FaultOrigin.Policy, "permission_error")]
    [InlineData(RouteErrorCode.ProviderNotReady, FaultOrigin.Caller, "permission_error")]
    [InlineData(RouteErrorCode.ModelNotFound, FaultOrigin.Caller, "not_found_error")]
    [InlineData(RouteErrorCode.NotFound, FaultOrigin.Caller, "not_found_error")]
    [InlineData(RouteErrorCode.RequestTooLarge, FaultOrigin.Caller, "request_too_large")]
    [InlineData(RouteErrorCode.RateLimited, FaultOrigin.Budget, "rate_limit_error")]
    [InlineData(RouteErrorCode.NoRoute, FaultOrigin.Router, "invalid_request_error")]
    [InlineData(RouteErrorCode.UpstreamError, FaultOrigin.Provider, "api_error")]
    [InlineData(RouteErrorCode.UpstreamUnavailable, FaultOrigin.Provider, "api_error")]
    [InlineData(RouteErrorCode.UpstreamTimeout, FaultOrigin.Provider, "timeout_error")]
    [InlineData(RouteErrorCode.InternalError, FaultOrigin.Router, "api_error")]
    public void WriteError_GivesEachCodeItsType(string code, FaultOrigin origin, string expected) => JsonAssert.Same(
        $$$"""{"type":"error","error":{"type":"{{{expected}}}","message":"m"}}""", Write(new RouteException(code, origin, "m")));

    [Theory]
    [InlineData(RouteErrorCode.UpstreamUnavailable, FailureCategory.ServerError, 529, "overloaded_error")]
    [InlineData(RouteErrorCode.UpstreamUnavailable, FailureCategory.Network, null, "api_error")]
    [InlineData(RouteErrorCode.ProviderNotReady, FailureCategory.InsufficientQuota, 402, "billing_error")]
    [InlineData(RouteErrorCode.ProviderNotReady, FailureCategory.Authentication, null, "permission_error")]
    public void WriteError_OfAProvidersFailure_HasTheTypeAndStatusOfItsKind(string code, FailureCategory failure, int? status, string expected)
    {
        var error = new RouteException(code, FaultOrigin.Provider, "m") { Failure = failure };

        Assert.Equal(status, Wire.Dialect.StatusOf(error));
        JsonAssert.Same($$$"""{"type":"error","error":{"type":"{{{expected}}}","message":"m"}}""", Write(error));
    }

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(413, "request_too_large")]
    public void WriteError_OfAProvidersRefusal_KeepsItsWords(int status, string expected)
    {
        var error = new RouteException(RouteErrorCode.ProviderRejected, FaultOrigin.Caller, "ours")
        {
            ProviderError = new ProviderError(status, "theirs", "weird_type", "c", "p"),
        };

        JsonAssert.Same($$$"""{"type":"error","error":{"type":"{{{expected}}}","message":"theirs"}}""", Write(error));
    }

    [Fact]
    public void WriteError_WithATrace_NamesTheRequest()
    {
        var error = new RouteException(RouteErrorCode.NoRoute, FaultOrigin.Router, "m") { Trace = new RoutingTrace("req-7", "m", 1) };

        Assert.Equal("req-7", JsonElement.Parse(Write(error)).GetProperty("request_id").GetString());
    }

    private static string Write(RouteException error)
    {
        var output = new ArrayBufferWriter<byte>();
        Wire.Dialect.WriteError(output, error);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
