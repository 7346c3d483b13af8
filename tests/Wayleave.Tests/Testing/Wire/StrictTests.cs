using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>A strict provider refuses what its vendor would, and only that.</summary>
public sealed class StrictTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = ProviderClient.Patience };
    private ScriptedProvider _provider = null!;

    public static TheoryData<ScriptedDialect, bool> Matrix => WireRequest.Matrix;

    public async Task InitializeAsync() => _provider = await ScriptedProvider.StartAsync(new() { Strict = true });

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}]}""", "model parameter")]
    [InlineData("/v1/chat/completions", """{"model":"m"}""", "no JSON object")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[]}""", "too short")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"model","content":"x"}]}""", "'model'")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}],"stream_options":{}}""", "stream_options")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":1,"max_completion_tokens":1}""", "max_completion_tokens")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}],"tool_choice":"auto"}""", "tool_choice")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":"x"}]}""", "preceding message")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a"}]},{"role":"user","content":"x"}]}""", "must be followed")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a"}]}]}""", "must be followed")]
    [InlineData("/v1/embeddings", """{"input":"x"}""", "model parameter")]
    [InlineData("/v1/responses", """{"input":"x"}""", "'model'")]
    [InlineData("/v1/responses", """{"model":"m","input":"x","max_tokens":1}""", "'max_output_tokens'")]
    [InlineData("/v1/responses", """{"model":"m","input":[{"type":"function_call","call_id":"a"}]}""", "No tool output")]
    [InlineData("/v1/responses", """{"model":"m","input":[{"type":"function_call_output","call_id":"a"}]}""", "No tool call")]
    [InlineData("/v1/messages", """{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("/v1/messages", """{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"messages":[]}""", "at least one")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"messages":[{"role":"system","content":"x"}]}""", "messages.0.role")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"top_k":1}""", "top_k")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}]}""", "tool_result")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a"}]},{"role":"user","content":"x"}]}""", "messages.1")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":2000,"messages":[{"role":"user","content":"x"}],"thinking":{"type":"enabled","budget_tokens":2000}}""", "thinking.budget_tokens")]
    [InlineData("/v1/messages/count_tokens", """{"model":"m","messages":[]}""", "at least one")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[]}""", "contents")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[{"parts":[{"text":"x"}]}],"max_tokens":1}""", "max_tokens")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[{"role":"assistant","parts":[{"text":"x"}]}]}""", "valid role")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[{"role":"user","parts":[]}]}""", "must not be empty")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[{"role":"model","parts":[{"functionCall":{}}]},{"role":"user","parts":[{"functionResponse":{}},{"functionResponse":{}}]}]}""", "equal to the number")]
    public async Task Request_ThatTheVendorWouldRefuse_IsRefusedAndUsesNoReply(string path, string body, string reason)
    {
        _provider.Enqueue(ScriptedReply.Text("unused"));

        using var response = await PostAsync(path, body, "2026-10-21");

        Assert.Equal(400, (int)response.StatusCode);
        var message = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("message").GetString();
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(1, _provider.PendingReplies);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Request_OfTheVendorsClients_IsAnswered(ScriptedDialect dialect, bool streaming)
    {
        var request = new WireRequest(dialect, streaming);
        var body = streaming ? request.Body : request.Body.Replace(",\"stream_options\":{\"include_usage\":true}", "", StringComparison.Ordinal);

        using var response = await PostAsync(request.Path, body, "2026-10-21");

        Assert.Equal("echo: hi", (await WireAnswer.ReadAsync(response, request)).Text);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a"},{"id":"b"}]},{"role":"tool","tool_call_id":"b"},{"role":"tool","tool_call_id":"a"}]}""")]
    [InlineData("/v1/responses", """{"model":"m","input":[{"type":"function_call","call_id":"a"},{"type":"function_call_output","call_id":"a"}]}""")]
    [InlineData("/v1/responses", """{"model":"m","previous_response_id":"r","input":[{"type":"function_call_output","call_id":"a"}]}""")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":1,"top_k":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"a"}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"text","text":"y"}]},{"role":"user","content":"z"}]}""")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[{"role":"model","parts":[{"functionCall":{}},{"functionCall":{}}]},{"role":"user","parts":[{"functionResponse":{}},{"functionResponse":{}}]}]}""")]
    [InlineData("/v1beta/models/m:countTokens", """{"generateContentRequest":{"contents":[{"parts":[{"text":"x"}]}]}}""")]
    [InlineData("/v1beta/models/m:embedContent", """{"content":{"parts":[{"text":"x"}]}}""")]
    public async Task Request_WithWholeToolRoundsOrOtherOperations_IsAnswered(string path, string body)
    {
        using var response = await PostAsync(path, body, "2023-06-01");

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("1", 200)]
    [InlineData("0.5", 400)]
    public async Task Anthropic_ThinkingAtATemperature_IsRefusedUnlessItIsOne(string temperature, int status)
    {
        var body = $$"""{"model":"m","max_tokens":2000,"messages":[{"role":"user","content":"x"}],"thinking":{"type":"enabled","budget_tokens":1024},"temperature":{{temperature}}}""";

        using var response = await PostAsync("/v1/messages", body, "2023-06-01");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Anthropic_WithoutVersion_IsRefused()
    {
        using var response = await PostAsync("/v1/messages", new WireRequest(ScriptedDialect.AnthropicMessages, false).Body, version: null);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("anthropic-version", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScriptedDialect.OpenAIChat, "Authorization", "Bearer k", "api-key", 401)]
    [InlineData(ScriptedDialect.OpenAIResponses, "Authorization", "Bearer k", "x-api-key", 401)]
    [InlineData(ScriptedDialect.AnthropicMessages, "x-api-key", "k", "x-goog-api-key", 401)]
    [InlineData(ScriptedDialect.Gemini, "x-goog-api-key", "k", "x-api-key", 400)]
    public async Task ApiKey_InTheVendorsHeaderAlone_OpensTheDoor(ScriptedDialect dialect, string header, string value, string otherHeader, int status)
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { ApiKey = "k" });
        async Task<int> StatusAsync(string name, string key)
        {
            using var response = await PostAsync(provider, new WireRequest(dialect, false), name, key);
            return (int)response.StatusCode;
        }

        Assert.Equal(200, await StatusAsync(header, value));
        Assert.Equal(status, await StatusAsync(header, value + "x"));
        Assert.Equal(status, await StatusAsync(otherHeader, otherHeader == "api-key" ? "other" : "k"));
    }

    private Task<HttpResponseMessage> PostAsync(ScriptedProvider provider, WireRequest request, string header, string value)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(provider.RootAddress, request.Path)) { Content = new StringContent(request.Body, Encoding.UTF8, "application/json") };
        message.Headers.Add(header, value);
        return _client.SendAsync(message);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, string? version)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_provider.RootAddress, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (version is not null)
        {
            message.Headers.Add("anthropic-version", version);
        }

        return _client.SendAsync(message);
    }
}
