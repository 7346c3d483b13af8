using Microsoft.Extensions.AI;
using Wayleave.Tests.Dialects;
using AnthropicWire = Wayleave.Tests.Dialects.AnthropicMessages.Wire;
using ChatWire = Wayleave.Tests.Dialects.OpenAIChat.Wire;

namespace Wayleave.Tests.Vendors;

/// <summary>What each vendor receives: as a caller of its dialect wrote it, from the hub, and from a caller of another dialect.</summary>
public sealed class VendorShapeTests
{
    private const string Bearer = $"Authorization: Bearer {VendorRig.Key}";

    /// <summary>The preset, the path, the header of the key, the limit's name, the seed's name, and whether the vendor knows n, names, <c>developer</c> and <c>stream_options</c>.</summary>
    public static TheoryData<string, string, string, string, string, string> Vendors => new()
    {
        { "OpenAI", "/v1/chat/completions", Bearer, "max_completion_tokens", "seed", "n name developer stream_options" },
        { "ZAI", "/api/paas/v4/chat/completions", Bearer, "max_tokens", "", "name stream_options" },
        { "AzureOpenAI", "/openai/deployments/m/chat/completions?api-version=2024-10-21", $"api-key: {VendorRig.Key}", "max_completion_tokens", "seed", "n name developer stream_options" },
        { "AzureOpenAIv1", "/openai/v1/chat/completions", $"api-key: {VendorRig.Key}", "max_completion_tokens", "seed", "n name developer stream_options" },
        { "OpenRouter", "/api/v1/chat/completions", Bearer, "max_completion_tokens", "seed", "n name developer stream_options" },
        { "Groq", "/openai/v1/chat/completions", Bearer, "max_completion_tokens", "seed", "developer stream_options" },
        { "Mistral", "/v1/chat/completions", Bearer, "max_tokens", "random_seed", "n" },
        { "DeepSeek", "/v1/chat/completions", Bearer, "max_tokens", "", "name stream_options" },
        { "xAI", "/v1/chat/completions", Bearer, "max_completion_tokens", "seed", "n name developer stream_options" },
        { "vLLM", "/v1/chat/completions", Bearer, "max_completion_tokens", "seed", "n name stream_options" },
        { "Ollama", "/v1/chat/completions", "", "max_tokens", "seed", "name stream_options" },
    };

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Vendor_OfASplicedRequest_ReceivesItsOwnShape(string preset, string path, string header, string limit, string seed, string knows)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var rig = await VendorRig.StartAsync(preset);

            await rig.SendAsync(ChatWire.Read($$"""
                {"model":"t/m","max_completion_tokens":9,"n":1,"seed":7,"vendor_field":[1e3],
                 "messages":[{"role":"developer","content":"d"},{"role":"user","name":"u","content":"hi"}]{{(streaming ? ",\"stream\":true" : "")}}}
                """));

            AssertAddress(rig, path, header);
            JsonAssert.Same(
                $$"""
                {"model":"m","{{limit}}":9,{{Member("n", "1", knows)}}{{Seed(seed)}}"vendor_field":[1e3],
                 "messages":[{"role":"{{(Knows("developer", knows) ? "developer" : "system")}}","content":"d"},{"role":"user",{{Member("name", "\"u\"", knows)}}"content":"hi"}]{{Stream(streaming, knows)}}}
                """,
                rig.Body);
            Assert.Contains("[1e3]", rig.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Vendor_OfAHubsRequest_ReceivesItsOwnShape(string preset, string path, string header, string limit, string seed, string knows)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var rig = await VendorRig.StartAsync(preset);

            await rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m", MaxOutputTokens = 9, Seed = 7 }, streaming);

            AssertAddress(rig, path, header);
            JsonAssert.Same($$"""{"model":"m","{{limit}}":9,{{Seed(seed)}}"messages":[{"role":"user","content":"hi"}]{{Stream(streaming, knows)}}}""", rig.Body);
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Vendor_OfAnAnthropicCallersRequest_ReceivesItsOwnShape(string preset, string path, string header, string limit, string seed, string knows)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var rig = await VendorRig.StartAsync(preset);
            var request = AnthropicWire.Read($$"""{"model":"t/m","max_tokens":9,"system":"s","messages":[{"role":"user","content":"hi"}]{{(streaming ? ",\"stream\":true" : "")}}}""");

            await rig.SendAsync(request);

            AssertAddress(rig, path, header);
            JsonAssert.Same($$"""{"model":"m","{{limit}}":9,"messages":[{"role":"system","content":"s"},{"role":"user","content":"hi"}]{{Stream(streaming, knows)}}}""", rig.Body);
            Assert.DoesNotContain(seed.Length == 0 ? "seed" : $"\"{seed}\"", rig.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Anthropic", "", "/v1/messages", "x-api-key: " + VendorRig.Key)]
    [InlineData("Gemini", "", "/v1beta/models/m:generateContent", "x-goog-api-key: " + VendorRig.Key)]
    [InlineData("OpenAI", ", \"Dialect\": \"OpenAIResponses\"", "/v1/responses", Bearer)]
    [InlineData("Mistral", ", \"Dialect\": \"OpenAIResponses\"", "/v1/responses", Bearer)]
    [InlineData("AzureOpenAI", ", \"Dialect\": \"OpenAIResponses\", \"ApiVersion\": \"2025-04-01-preview\"", "/openai/responses?api-version=2025-04-01-preview", "api-key: " + VendorRig.Key)]
    [InlineData("AzureOpenAIv1", ", \"Dialect\": \"OpenAIResponses\"", "/openai/v1/responses", "api-key: " + VendorRig.Key)]
    public async Task Vendor_OfAnotherDialect_IsReachedOnItsPath(string preset, string provider, string path, string header)
    {
        await using var rig = await VendorRig.StartAsync(preset, provider);

        var answer = await rig.SendAsync([new(ChatRole.User, "hi")], new ChatOptions { ModelId = "t/m" }, streaming: false);

        AssertAddress(rig, path, header);
        Assert.Equal("ok", answer.Text);
    }

    private static void AssertAddress(VendorRig rig, string path, string header)
    {
        Assert.Equal(path, rig.Path);
        string[] names = ["Authorization", "api-key", "x-api-key", "x-goog-api-key"];
        var sent = names.Where(rig.Headers.ContainsKey).Select(name => $"{name}: {rig.Headers[name]}");
        Assert.Equal(header.Length == 0 ? [] : [header], sent);
    }

    private static bool Knows(string field, string known) => known.Split(' ').Contains(field);

    private static string Member(string field, string value, string known) => Knows(field, known) ? $"\"{field}\":{value}," : "";

    private static string Seed(string name) => name.Length == 0 ? "" : $"\"{name}\":7,";

    private static string Stream(bool streaming, string known) =>
        (streaming ? ",\"stream\":true" : "") + (streaming && Knows("stream_options", known) ? ",\"stream_options\":{\"include_usage\":true}" : "");
}
