using System.Text;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class ErrorTests
{
    private const string PerDay = """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"},{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"250"}]}""";
    private const string PerMinute = """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateContentInputTokensPerModelPerMinute-FreeTier","quotaValue":"250000"}]}""";
    private const string Never = """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel","quotaValue":"0"}]}""";
    private const string Retry = """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"22s"}""";
    private const string BadKey = """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}""";
    private const string NoBilling = """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"BILLING_DISABLED"}""";

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", BadKey, FailureCategory.Authentication)]
    [InlineData(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.", "", FailureCategory.Authentication)]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", "", FailureCategory.ContextWindow)]
    [InlineData(400, "INVALID_ARGUMENT", "Unknown name \"x\".", "", FailureCategory.InvalidRequest)]
    [InlineData(400, "FAILED_PRECONDITION", "Please enable billing on your project.", "", FailureCategory.InsufficientQuota)]
    [InlineData(400, "FAILED_PRECONDITION", "User location is not supported for the API use.", "", FailureCategory.Authentication)]
    [InlineData(400, "FAILED_PRECONDITION", "The file is not ready.", "", FailureCategory.InvalidRequest)]
    [InlineData(401, "UNAUTHENTICATED", "m", "", FailureCategory.Authentication)]
    [InlineData(403, "PERMISSION_DENIED", "Your API key was reported as leaked.", "", FailureCategory.Authentication)]
    [InlineData(403, "PERMISSION_DENIED", "m", NoBilling, FailureCategory.InsufficientQuota)]
    [InlineData(404, "NOT_FOUND", "models/x is not found", "", FailureCategory.InvalidRequest)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details.", PerMinute, FailureCategory.RateLimited)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details.", PerDay, FailureCategory.InsufficientQuota)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "m", Never, FailureCategory.InsufficientQuota)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.", "", FailureCategory.InsufficientQuota)]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", "", FailureCategory.RateLimited)]
    [InlineData(499, "CANCELLED", "m", "", FailureCategory.ServerError)]
    [InlineData(500, "INTERNAL", "m", "", FailureCategory.ServerError)]
    [InlineData(503, "UNAVAILABLE", "The model is overloaded.", "", FailureCategory.ServerError)]
    [InlineData(504, "DEADLINE_EXCEEDED", "m", "", FailureCategory.ServerError)]
    [InlineData(413, "NEW_STATUS", "m", "", FailureCategory.InvalidRequest)]
    public void Error_EachShape_HasItsCategory(int status, string name, string message, string detail, FailureCategory expected)
    {
        var error = $$"""{"error":{"code":{{status}},"message":"{{message.Replace("\"", "\\\"", StringComparison.Ordinal)}}","status":"{{name}}","details":[{{detail}}]} }""";
        foreach (var body in (string[])[error, $"[{error}]"])
        {
            var (category, told) = GeminiWire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body));

            Assert.Equal(expected, category);
            if (category is FailureCategory.InvalidRequest or FailureCategory.ContextWindow)
            {
                Assert.Equal((status, message, name), (told!.StatusCode, told.Message, told.Code));
            }
            else
            {
                Assert.Null(told);
            }
        }
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>", FailureCategory.ServerError)]
    [InlineData(429, "", FailureCategory.RateLimited)]
    [InlineData(400, "[]", FailureCategory.InvalidRequest)]
    [InlineData(403, "7", FailureCategory.Authentication)]
    [InlineData(400, """{"error":{"code":400,"details":[1,{"violations":[2]},{"fieldViolations":[3]},{"retryDelay":"soon"}]}}""", FailureCategory.InvalidRequest)]
    public void Error_OfNoKnownShape_IsClassifiedByItsStatus(int status, string body, FailureCategory expected) =>
        Assert.Equal(expected, GeminiWire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body)).Category);

    [Fact]
    public void Error_WithAFieldAtFault_NamesIt()
    {
        var (_, error) = GeminiWire.Dialect.ReadError(400, """{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"contents[0]"}]}]}}"""u8);

        Assert.Equal("contents[0]", error!.Param);
    }

    [Theory]
    [InlineData(Retry, 22.0)]
    [InlineData(Retry + "," + PerMinute, 22.0)]
    [InlineData(Retry + "," + PerDay, null)]
    [InlineData("""{"retryDelay":"0.25s"}""", 0.25)]
    [InlineData("""{"retryDelay":"999999999s"}""", 86400.0)]
    [InlineData("""{"retryDelay":"-3s"}""", 0.0)]
    [InlineData("""{"retryDelay":"soon"}""", null)]
    [InlineData("", null)]
    public void RetryDelay_Stated_IsRead(string details, double? seconds) => Assert.Equal(
        seconds is { } stated ? TimeSpan.FromSeconds(stated) : null,
        GeminiWire.Dialect.ReadRetryDelay(Encoding.UTF8.GetBytes($$"""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{{details}}]} }""")));
}
