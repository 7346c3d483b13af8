using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Errors stand in the vendor's body, under the vendor's status.</summary>
public sealed class DialectErrorTests : DialectTests
{
    private static readonly string[] ErrorMembers = ["message", "type", "param", "code"];

    public static TheoryData<ScriptedDialect, bool> Matrix => WireRequest.Matrix;

    [Theory]
    [InlineData(
        ScriptedDialect.OpenAIResponses,
        "400 invalid_request_error, 400 context_length_exceeded, 400 content_filter, 401 invalid_api_key, 402 insufficient_credits, "
        + "403 permission_error, 404 model_not_found, 413 invalid_request_error, 422 invalid_request_error, 429 rate_limit_exceeded, "
        + "429 insufficient_quota, 500 server_error, 502 server_error, 503 server_error, 504 server_error, 529 overloaded_error")]
    [InlineData(
        ScriptedDialect.AnthropicMessages,
        "400 invalid_request_error, 400 invalid_request_error, 400 invalid_request_error, 401 authentication_error, 402 billing_error, "
        + "403 permission_error, 404 not_found_error, 413 request_too_large, 400 invalid_request_error, 429 rate_limit_error, "
        + "400 invalid_request_error, 500 api_error, 502 api_error, 503 api_error, 504 timeout_error, 529 overloaded_error")]
    [InlineData(
        ScriptedDialect.Gemini,
        "400 INVALID_ARGUMENT, 400 INVALID_ARGUMENT, 200 PROHIBITED_CONTENT, 400 INVALID_ARGUMENT API_KEY_INVALID, 403 PERMISSION_DENIED BILLING_DISABLED, "
        + "403 PERMISSION_DENIED, 404 NOT_FOUND, 400 INVALID_ARGUMENT, 400 INVALID_ARGUMENT, "
        + "429 RESOURCE_EXHAUSTED GenerateRequestsPerMinutePerProjectPerModel, 429 RESOURCE_EXHAUSTED GenerateRequestsPerDayPerProjectPerModel, "
        + "500 INTERNAL, 502 UNAVAILABLE, 503 UNAVAILABLE, 504 DEADLINE_EXCEEDED, 503 UNAVAILABLE")]
    public async Task HttpErrors_HaveTheVendorsStatusAndName(ScriptedDialect dialect, string expected)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            var told = new List<string>();
            foreach (var fault in ScriptedFault.HttpErrors)
            {
                using var response = await PostAsync(new WireRequest(dialect, streaming), ScriptedReply.Error(fault));
                Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
                told.Add($"{(int)response.StatusCode} {Name(dialect, await response.Content.ReadAsStringAsync())}");
            }

            Assert.Equal(expected, string.Join(", ", told));
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Message_ChosenByTheTest_WinsOverTheVendors(ScriptedDialect dialect, bool streaming)
    {
        using var response = await PostAsync(
            new WireRequest(dialect, streaming), ScriptedReply.Error(ScriptedFault.ContextWindow.WithMessage("mine")).WithHeader("x-mine", "1"));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("mine", JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("x-mine")));
        Assert.Equal("req-0", Assert.Single(response.Headers.GetValues(dialect == ScriptedDialect.AnthropicMessages ? "request-id" : "x-request-id")));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task TimeToWait_StandsInTheHeader_OrInGeminisBody(ScriptedDialect dialect, bool streaming)
    {
        using var response = await PostAsync(
            new WireRequest(dialect, streaming), ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromMilliseconds(1500))));

        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        if (dialect == ScriptedDialect.Gemini)
        {
            Assert.Null(response.Headers.RetryAfter);
            var info = body.GetProperty("error").GetProperty("details").EnumerateArray().Last();
            Assert.Equal("type.googleapis.com/google.rpc.RetryInfo", info.GetProperty("@type").GetString());
            Assert.Equal("1.5s", info.GetProperty("retryDelay").GetString());
        }
        else
        {
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        }
    }

    [Theory]
    [InlineData("/v1/message", ScriptedDialect.OpenAIChat)]
    [InlineData("/v1/messages/batches", ScriptedDialect.AnthropicMessages)]
    [InlineData("/v1/responses/compact", ScriptedDialect.OpenAIResponses)]
    [InlineData("/v1beta/models/m:predict", ScriptedDialect.Gemini)]
    [InlineData("/v1beta/files", ScriptedDialect.Gemini)]
    [InlineData("/openai/deployments/d/responses", ScriptedDialect.OpenAIChat)]
    public async Task UnknownPath_IsNotFound_InTheDialectThatWasMeant(string path, ScriptedDialect dialect)
    {
        using var response = await WireRequest.PostAsync(Client, Provider, path, "{}");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal((dialect, ScriptedOperation.Unknown), (Provider.Requests.Single().Dialect, Provider.Requests.Single().Operation));
        Assert.Contains(
            dialect switch { ScriptedDialect.AnthropicMessages => "not_found_error", ScriptedDialect.Gemini => "NOT_FOUND", _ => "unknown_url" },
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/responses")]
    [InlineData("/v1/messages")]
    [InlineData("/v1/messages/count_tokens")]
    [InlineData("/v1/embeddings")]
    [InlineData("/v1beta/models/m:generateContent")]
    [InlineData("/v1beta/models/m:countTokens")]
    [InlineData("/v1beta/models/m:embedContent")]
    [InlineData("/v1beta/models/m:batchEmbedContents")]
    public async Task Unscripted_BodyOfAnotherKind_IsRefused(string path)
    {
        foreach (var body in (string[])["not json", "[]", """{"prompt":"x"}"""])
        {
            using var response = await WireRequest.PostAsync(Client, Provider, path, body);

            Assert.Equal(400, (int)response.StatusCode);
            Assert.True(JsonElement.Parse(await response.Content.ReadAsStringAsync()).TryGetProperty("error", out _));
        }
    }

    private static string Name(ScriptedDialect dialect, string body)
    {
        var json = JsonElement.Parse(body);
        if (json.TryGetProperty("promptFeedback", out var feedback))
        {
            return feedback.GetProperty("blockReason").GetString()!;
        }

        var error = json.GetProperty("error");
        Assert.NotEqual("", error.GetProperty("message").GetString());
        switch (dialect)
        {
            case ScriptedDialect.AnthropicMessages:
                Assert.Equal("error", json.GetProperty("type").GetString());
                return error.GetProperty("type").GetString()!;
            case ScriptedDialect.Gemini:
                var reason = string.Concat(error.GetProperty("details").EnumerateArray().Select(static detail => detail.TryGetProperty("reason", out var name)
                    ? " " + name.GetString()
                    : " " + detail.GetProperty("violations")[0].GetProperty("quotaId").GetString()));
                return error.GetProperty("status").GetString() + reason;
            default:
                Assert.Equal(ErrorMembers, error.EnumerateObject().Select(static member => member.Name));
                return error.GetProperty("code").GetString() ?? error.GetProperty("type").GetString()!;
        }
    }
}
