using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class ErrorTests
{
    public static TheoryData<int, string, FailureCategory> Errors => new()
    {
        { 400, """{"error":{"message":"bad","type":"invalid_request_error","param":"n","code":null}}""", FailureCategory.InvalidRequest },
        { 400, "", FailureCategory.InvalidRequest },
        { 404, """{"error":{"code":"model_not_found","message":"x"}}""", FailureCategory.InvalidRequest },
        { 405, "", FailureCategory.InvalidRequest },
        { 413, "<html>too large</html>", FailureCategory.InvalidRequest },
        { 415, "", FailureCategory.InvalidRequest },
        { 418, "", FailureCategory.InvalidRequest },
        { 422, """{"detail":[{"loc":["body","n"],"msg":"x"}]}""", FailureCategory.InvalidRequest },
        { 400, """{"error":{"code":"context_length_exceeded","message":"x"}}""", FailureCategory.ContextWindow },
        { 400, """{"error":{"code":"string_above_max_length","message":"x"}}""", FailureCategory.ContextWindow },
        { 400, """{"object":"error","message":"This model's maximum context length is 8192 tokens.","type":"BadRequestError","code":400}""", FailureCategory.ContextWindow },
        { 400, "This model's MAXIMUM CONTEXT LENGTH is 4096", FailureCategory.ContextWindow },
        { 500, """{"error":"the request exceeds the available context size"}""", FailureCategory.ContextWindow },
        { 400, """{"error":{"code":"content_filter","message":"x","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", FailureCategory.ContentPolicy },
        { 400, """{"error":{"code":"BadRequest","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", FailureCategory.ContentPolicy },
        { 400, """{"error":{"code":"content_policy_violation"}}""", FailureCategory.ContentPolicy },
        { 400, """{"error":{"code":"moderation_blocked"}}""", FailureCategory.ContentPolicy },
        { 403, """{"error":{"code":403,"message":"x","metadata":{"reasons":["violence"],"flagged_input":"y"}}}""", FailureCategory.ContentPolicy },
        { 402, "", FailureCategory.InsufficientQuota },
        { 402, """{"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}""", FailureCategory.InsufficientQuota },
        { 429, """{"error":{"type":"insufficient_quota","code":"insufficient_quota"}}""", FailureCategory.InsufficientQuota },
        { 400, """{"error":{"code":"billing_hard_limit_reached"}}""", FailureCategory.InsufficientQuota },
        { 403, """{"error":{"code":"billing_not_active"}}""", FailureCategory.InsufficientQuota },
        { 400, """{"error":{"message":"Your credit balance is too low to access the API."}}""", FailureCategory.InsufficientQuota },
        { 401, """{"error":{"code":"account_deactivated"}}""", FailureCategory.InsufficientQuota },
        { 401, "", FailureCategory.Authentication },
        { 403, """{"error":{"message":"x","type":"invalid_request_error"}}""", FailureCategory.Authentication },
        { 400, """{"error":{"message":"Incorrect API key provided: sk-1234","code":"invalid_api_key"}}""", FailureCategory.Authentication },
        { 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", FailureCategory.Authentication },
        { 429, """{"error":{"code":"rate_limit_exceeded","type":"tokens"}}""", FailureCategory.RateLimited },
        { 429, """[{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED"}}]""", FailureCategory.RateLimited },
        { 408, "", FailureCategory.ServerError },
        { 409, "", FailureCategory.ServerError },
        { 425, "", FailureCategory.ServerError },
        { 500, """{"error":{"type":"server_error"}}""", FailureCategory.ServerError },
        { 503, "upstream connect error", FailureCategory.ServerError },
        { 529, """{"error":{"type":"overloaded_error"}}""", FailureCategory.ServerError },
        { 302, "", FailureCategory.InvalidResponse },

        // Z.AI
        { 429, """{"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}""", FailureCategory.InsufficientQuota },
        { 429, """{"error":{"code":"1308","message":"Usage limit reached for 5 hour."}}""", FailureCategory.InsufficientQuota },
        { 429, """{"error":{"code":"1302","message":"High concurrency usage of this API"}}""", FailureCategory.RateLimited },
        { 429, """{"error":{"code":"1112","message":"x"}}""", FailureCategory.Authentication },
        { 400, """{"error":{"code":"1261","message":"Prompt exceeds max length"}}""", FailureCategory.ContextWindow },
        { 400, """{"error":{"code":"1301","message":"x"}}""", FailureCategory.ContentPolicy },
        { 400, """{"error":{"code":"1211","message":"Unknown Model, please check the model code."}}""", FailureCategory.InvalidRequest },

        // xAI
        { 403, """{"code":"permission-denied","error":"Your team x has either used all available credits or reached its monthly spending limit."}""", FailureCategory.InsufficientQuota },
        { 400, """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***1."}""", FailureCategory.Authentication },
        { 400, """{"code":"Client specified an invalid argument","error":"This model's maximum prompt length is 131072 but the request contains 537812 tokens."}""", FailureCategory.ContextWindow },

        // Groq, Mistral
        { 400, """{"error":{"message":"The model requires terms acceptance.","type":"invalid_request_error","code":"model_terms_required"}}""", FailureCategory.Authentication },
        { 422, """{"object":"error","message":{"detail":[{"loc":["body","n"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null}""", FailureCategory.InvalidRequest },
        { 400, """{"object":"error","message":"Prompt contains 36000 tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","code":"3051"}""", FailureCategory.ContextWindow },
        { 429, """{"object":"error","message":"Service tier capacity exceeded for this model.","type":"service_tier_capacity_exceeded","code":"3505"}""", FailureCategory.RateLimited },

        // OpenRouter: words of a provider behind it count where they speak of the request.
        { 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}}","provider_name":"OpenAI"}}}""", FailureCategory.ContextWindow },
        { 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":{"error":{"message":"prompt is too long: 3 > 2"}}}}}""", FailureCategory.ContextWindow },
        { 429, """{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"code\":\"insufficient_quota\"}}"}}}""", FailureCategory.RateLimited },
        { 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"code\":\"invalid_api_key\"}}"}}}""", FailureCategory.InvalidRequest },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void ReadError_ClassifiesByCodeThenPhraseThenStatus(int status, string body, FailureCategory expected)
    {
        var (category, error) = Wire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, category);
        var isForTheCaller = expected is FailureCategory.InvalidRequest or FailureCategory.ContextWindow or FailureCategory.ContentPolicy;
        Assert.Equal(isForTheCaller ? status : null, error?.StatusCode);
    }

    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","code":"c","param":"p"}}""", "m", "t", "c", "p")]
    [InlineData("""[{"error":{"message":"m","code":400}}]""", "m", null, "400", null)]
    [InlineData("""{"error":"text"}""", "text", null, null, null)]
    [InlineData("""{"message":"text","type":"t"}""", "text", "t", null, null)]
    [InlineData("""{"detail":"text"}""", "text", null, null, null)]
    [InlineData("""{"detail":[{"msg":"x"}]}""", """[{"msg":"x"}]""", null, null, null)]
    [InlineData("plain words", "plain words", null, null, null)]
    [InlineData("{\"error\":{\"message\":\"cut", "{\"error\":{\"message\":\"cut", null, null, null)]
    [InlineData("<html>", null, null, null, null)]
    [InlineData("5", null, null, null, null)]
    [InlineData("[]", null, null, null, null)]
    public void ReadError_KnowsTheShapesOfErrors(string body, string? message, string? type, string? code, string? param) => Assert.Equal(
        new ProviderError(400, message, type, code, param),
        Wire.Dialect.ReadError(400, Encoding.UTF8.GetBytes(body)).Error);

    [Theory]
    [InlineData("{\"error\":{\"message\":\"", "\"}}")]
    [InlineData("", "")]
    public void ReadError_OfALongText_KeepsFourKilobytes(string before, string after)
    {
        var error = Wire.Dialect.ReadError(400, Encoding.UTF8.GetBytes(before + new string('é', 10_000) + after)).Error!;

        Assert.Equal(4096, Encoding.UTF8.GetByteCount(error.Message!));
    }

    [Theory]
    [InlineData(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.InvalidPolicy, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.InvalidApiKey, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.ModelNotFound, FaultOrigin.Caller, "invalid_request_error")]
    [InlineData(RouteErrorCode.TierNotEntitled, FaultOrigin.Policy, "invalid_request_error")]
    [InlineData(RouteErrorCode.NoRoute, FaultOrigin.Policy, "invalid_request_error")]
    [InlineData("insufficient_quota", FaultOrigin.Budget, "insufficient_quota")]
    [InlineData(RouteErrorCode.RateLimited, FaultOrigin.Budget, "rate_limit_error")]
    [InlineData(RouteErrorCode.UpstreamError, FaultOrigin.Provider, "server_error")]
    [InlineData(RouteErrorCode.UpstreamUnavailable, FaultOrigin.Provider, "server_error")]
    [InlineData(RouteErrorCode.UpstreamTimeout, FaultOrigin.Provider, "server_error")]
    [InlineData(RouteErrorCode.InternalError, FaultOrigin.Router, "server_error")]
    [InlineData(RouteErrorCode.ProviderRejected, FaultOrigin.Caller, "invalid_request_error")]
    public void WriteError_HasTheTypeThatClientsKnow(string code, FaultOrigin origin, string type)
    {
        var error = Write(new RouteException(code, origin, "say \"what\" to do") { Param = "model" });

        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal("say \"what\" to do", error.GetProperty("message").GetString());
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal("model", error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Fact]
    public void WriteError_OfAProvidersRefusal_PassesItsWords()
    {
        var error = Write(new RouteException(RouteErrorCode.ProviderRejected, FaultOrigin.Caller, "ours")
        {
            ProviderError = new ProviderError(400, "theirs", "their_type", "their_code", "n"),
        });

        Wire.AssertSame("""{"message":"theirs","type":"their_type","param":"n","code":"their_code"}""", error.GetRawText());
    }

    [Fact]
    public void WriteError_OfAnotherFault_KeepsTheProvidersWordsBack()
    {
        var error = Write(new RouteException(RouteErrorCode.UpstreamError, FaultOrigin.Provider, "ours")
        {
            ProviderError = new ProviderError(500, "theirs", null, null, null),
        });

        Assert.DoesNotContain("theirs", error.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
    }

    private static JsonElement Write(RouteException error)
    {
        var output = new ArrayBufferWriter<byte>();
        Wire.Dialect.WriteError(output, error);
        return JsonElement.Parse(output.WrittenSpan).GetProperty("error");
    }
}
