using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>Callers of OpenAI's APIs are promised a date, which answers of others do not have.</summary>
public sealed class CreatedTests
{
    public static TheoryData<string, string, bool> Pairs
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var endpoint in (string[])["/v1/chat/completions", "/v1/responses"])
            {
                foreach (var dialect in (string[])["AnthropicMessages", "Gemini"])
                {
                    data.Add(endpoint, dialect, false);
                    data.Add(endpoint, dialect, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Answer_WithoutADate_IsDatedByTheRouter(string endpoint, string dialect, bool streaming)
    {
        var clock = new ManualTimeProvider();
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Providers = [provider],
            Configure = wayleave => wayleave.Services.AddSingleton<TimeProvider>(clock),
            Settings = new Dictionary<string, string?>
            {
                ["Wayleave:Providers:openai:Dialect"] = dialect,
                ["Wayleave:Providers:openai:BaseAddress"] = (dialect == "Gemini" ? provider.GeminiAddress : provider.BaseAddress).ToString(),
            },
        });
        var isChat = endpoint == "/v1/chat/completions";
        var input = isChat ? """ "messages":[{"role":"user","content":"q"}] """ : """ "input":"q" """;
        using var body = new StringContent($$"""{"model":"{{GatewaySettings.Model}}","stream":{{(streaming ? "true" : "false")}},{{input}}}""", Encoding.UTF8, "application/json");

        using var answer = await gateway.Client.PostAsync(endpoint, body);
        var text = await answer.Content.ReadAsStringAsync();

        var documents = streaming
            ? text.Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(static line => JsonElement.Parse(line["data: ".Length..]))
            : [JsonElement.Parse(text)];
        var dates = isChat
            ? documents.Select(static chunk => chunk.GetProperty("created").GetInt64()).ToArray()
            : [.. documents.Select(item => streaming ? item.TryGetProperty("response", out var response) ? response : default : item)
                .Where(static item => item.ValueKind == JsonValueKind.Object).Select(static item => item.GetProperty("created_at").GetInt64())];
        Assert.NotEmpty(dates);
        Assert.All(dates, date => Assert.Equal(clock.GetUtcNow().ToUnixTimeSeconds(), date));
    }
}
