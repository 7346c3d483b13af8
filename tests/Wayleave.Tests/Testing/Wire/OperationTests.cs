using System.Runtime.InteropServices;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>What vendors answer beside chats: vectors, counts, lists of models.</summary>
public sealed class OperationTests : DialectTests
{
    [Fact]
    public async Task Vectors_AnyText_AreOfLengthOneAndTheTextsOwn()
    {
        var texts = Gen.Sample(ArbMap.Default.GeneratorFor<NonNull<string>>(), 20).Select(static text => text.Get).Distinct().ToArray();
        var input = JsonSerializer.Serialize(texts);

        var first = Floats(await PostAsync("/v1/embeddings", $$"""{"model":"m","input":{{input}},"dimensions":300}""")).ToArray();
        var second = Floats(await PostAsync("/v1/embeddings", $$"""{"model":"other","input":{{input}},"dimensions":300}""")).ToArray();

        Assert.Equal(texts.Length, first.Length);
        Assert.Equal(first, second);
        Assert.All(first, static vector => Assert.Equal((300, 1.0), (vector.Length, Math.Round(Math.Sqrt(vector.Sum(static v => (double)v * v)), 4))));
        Assert.Equal(texts.Length, first.Select(static vector => vector[0]).Distinct().Count());
    }

    [Fact]
    public async Task OpenAI_EncodesVectorsAsAsked_AndCountsTokens()
    {
        var floats = await PostAsync("/v1/embeddings", """{"model":"m","input":"one two three"}""");
        var packed = await PostAsync("/openai/deployments/d/embeddings", """{"input":["one two three"],"encoding_format":"base64"}""");
        var tokens = await PostAsync("/v1/embeddings", """{"model":"m","input":[[1,2],[3]]}""");
        var single = await PostAsync("/v1/embeddings", """{"model":"m","input":[1,2,3]}""", ScriptedReply.Echo().WithUsage(99, 0));

        var bytes = packed.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(Floats(floats).Single(), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        Assert.Equal(("m", "d"), (floats.GetProperty("model").GetString(), packed.GetProperty("model").GetString()));
        Assert.Equal((4, 3, 99), (PromptTokens(floats), PromptTokens(tokens), PromptTokens(single)));
        Assert.Equal([0, 1], tokens.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("index").GetInt32()));
        Assert.Single(single.GetProperty("data").EnumerateArray());
        Assert.All(Provider.Requests, static request => Assert.Equal(ScriptedOperation.Embeddings, request.Operation));
    }

    [Fact]
    public async Task Gemini_EmbedsOneOrMany_WithTheVectorsOfOpenAI()
    {
        var openai = await PostAsync("/v1/embeddings", """{"model":"m","input":["a","b"],"dimensions":8}""");
        var one = await PostAsync("/v1beta/models/m:embedContent", """{"content":{"parts":[{"text":"a"}]},"outputDimensionality":8}""");
        var many = await PostAsync(
            "/v1beta/models/m:batchEmbedContents",
            """{"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":8},{"content":{"parts":[{"text":"b"}]},"output_dimensionality":8}]}""");

        var expected = Floats(openai).ToArray();
        Assert.Equal(expected[0], Numbers(one.GetProperty("embedding").GetProperty("values")));
        Assert.Equal(expected, many.GetProperty("embeddings").EnumerateArray().Select(static item => Numbers(item.GetProperty("values"))));
    }

    [Fact]
    public async Task Embeddings_FailLikeAnythingElse()
    {
        Provider.Enqueue(ScriptedReply.Error(ScriptedFault.Overloaded));
        using var response = await WireRequest.PostAsync(Client, Provider, "/v1beta/models/m:embedContent", "{}");

        Assert.Equal(503, (int)response.StatusCode);
    }

    [Fact]
    public async Task TokenCounts_AreEstimatedOrScripted()
    {
        const string Messages = """{"model":"m","system":"1234","messages":[{"role":"user","content":"12345678"},{"role":"user","content":[{"type":"tool_result","content":"1234"}]}]}""";
        const string Contents = """{"contents":{"parts":[{"text":"12345678"}]}}""";

        Assert.Equal(4, (await PostAsync("/v1/messages/count_tokens", Messages)).GetProperty("input_tokens").GetInt32());
        Assert.Equal(2, (await PostAsync("/v1beta/models/m:countTokens", Contents)).GetProperty("totalTokens").GetInt32());
        Assert.Equal(2, (await PostAsync("/v1beta/models/m:countTokens", $$"""{"generateContentRequest":{{Contents}}}""")).GetProperty("totalTokens").GetInt32());
        Assert.Equal(42, (await PostAsync("/v1/messages/count_tokens", Messages, ScriptedReply.Text("x").WithUsage(42, 0))).GetProperty("input_tokens").GetInt32());
        Assert.All(Provider.Requests, static request => Assert.Equal(ScriptedOperation.TokenCount, request.Operation));
    }

    [Theory]
    [InlineData("/openai/deployments/gpt%2D5/chat/completions?api-version=x", ScriptedDialect.OpenAIChat, "gpt-5", "deployed")]
    [InlineData("/openai/v1/chat/completions", ScriptedDialect.OpenAIChat, "body", "deployed")]
    [InlineData("/openai/responses?api-version=x", ScriptedDialect.OpenAIResponses, "body", "deployed")]
    [InlineData("/v1beta/openai/chat/completions", ScriptedDialect.OpenAIChat, "body", "deployed")]
    [InlineData("/v1/models/a:b:generateContent", ScriptedDialect.Gemini, "a:b", "deployed")]
    public async Task OtherPathsOfVendors_AreKnown(string path, ScriptedDialect dialect, string model, string text)
    {
        var answer = await PostAsync(path, """{"model":"body","messages":[],"input":"x","contents":[]}""", ScriptedReply.Text(text));

        Assert.Equal(text, WireAnswer.Read(dialect, streaming: false, [answer]).Text);
        Assert.Equal((dialect, model), (Provider.Requests.Single().Dialect, Provider.Requests.Single().Model));
    }

    [Theory]
    [InlineData("/v1/models", false, "object data", "data", "id", "m-1 m-2")]
    [InlineData("/v1/models", true, "data has_more first_id last_id", "data", "id", "m-1 m-2")]
    [InlineData("/v1beta/models", false, "models", "models", "name", "models/m-1 models/m-2")]
    [InlineData("/api/tags", false, "models", "models", "model", "m-1 m-2")]
    public async Task Models_AreListedInTheCallersForm(string path, bool anthropic, string members, string list, string id, string ids)
    {
        var json = await GetAsync(path, anthropic);

        Assert.Equal(members, string.Join(' ', json.EnumerateObject().Select(static member => member.Name)));
        Assert.Equal(ids, string.Join(' ', json.GetProperty(list).EnumerateArray().Select(model => model.GetProperty(id).GetString())));
        Assert.Equal(ScriptedOperation.Models, Provider.Requests.Single().Operation);
    }

    [Theory]
    [InlineData("/v1/models/m-2", false, "id", "m-2")]
    [InlineData("/v1/models/m-2", true, "id", "m-2")]
    [InlineData("/v1beta/models/m-2", false, "name", "models/m-2")]
    public async Task Model_IsFoundByItsId_OrNotFound(string path, bool anthropic, string member, string id)
    {
        Assert.Equal(id, (await GetAsync(path, anthropic)).GetProperty(member).GetString());
        Assert.True((await GetAsync(path + "x", anthropic, status: 404)).TryGetProperty("error", out _));
    }

    private static IEnumerable<float[]> Floats(JsonElement answer) =>
        answer.GetProperty("data").EnumerateArray().Select(static item => Numbers(item.GetProperty("embedding")));

    private static float[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static value => value.GetSingle())];

    private static int PromptTokens(JsonElement answer) => answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32();

    private async Task<JsonElement> PostAsync(string path, string body, params ScriptedReply[] replies)
    {
        using var response = await WireRequest.PostAsync(Client, Provider.Enqueue(replies), path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement> GetAsync(string path, bool anthropic, int status = 200)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Provider.RootAddress, path));
        if (anthropic)
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
        }

        using var response = await Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
