using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class HeaderTests
{
    [Theory]
    [InlineData(null, "2023-06-01")]
    [InlineData("2023-06-01", "2023-06-01")]
    [InlineData("2026-10-21", "2026-10-21")]
    public void AddHeaders_NamesTheVersion(string? configured, string expected) =>
        Assert.Equal([("anthropic-version", expected)], Headers(new RoutedChatOptions(), configured));

    [Fact]
    public void AddHeaders_OfACallerOfTheSameDialect_PassesBetasOn()
    {
        var request = Wire.ReadMessages("""[{"role":"user","content":"x"}]""");
        request.PassedHeaders = [new("anthropic-beta", "a-1,b-2")];

        Assert.Equal([("anthropic-version", "2023-06-01"), ("anthropic-beta", "a-1,b-2")], Headers(request.Options, null));
    }

    [Fact]
    public void AddHeaders_OfACallerOfAnotherDialect_PassesNone()
    {
        var request = OpenAIChatDialect.Instance.ReadRequest("""{"model":"m","messages":[{"role":"user","content":"x"}]}"""u8.ToArray());
        request.PassedHeaders = [new("anthropic-beta", "a-1")];

        Assert.Equal([("anthropic-version", "2023-06-01")], Headers(request.Options, null));
    }

    [Theory]
    [InlineData("https://api.test/v1", "https://api.test/v1/messages")]
    [InlineData("https://api.test/v1/", "https://api.test/v1/messages")]
    public void GetRequestUri_StandsBelowTheBaseAddress(string baseAddress, string expected) =>
        Assert.Equal(expected, Wire.Dialect.GetRequestUri(new Uri(baseAddress), "m", true).AbsoluteUri);

    [Fact]
    public void TheRegistry_KnowsTheDialectInAnyCasing() => Assert.Same(Wire.Dialect, DialectRegistry.Find("anthropicmessages"));

    [Theory]
    [InlineData(DialectName.AnthropicMessages, null, null)]
    [InlineData(DialectName.AnthropicMessages, "2023-06-01", null)]
    [InlineData(DialectName.AnthropicMessages, "2026-10-21", null)]
    [InlineData(DialectName.AnthropicMessages, "2024-01-01", "Valid: 2023-06-01, 2026-10-21, or nothing for 2023-06-01.")]
    [InlineData(DialectName.OpenAIChat, "2023-06-01", "has no versions. Remove the setting.")]
    public void ApiVersion_OfAProvider_IsValidated(string dialect, string? version, string? problem)
    {
        var config = new WayleaveConfig
        {
            Providers = new Dictionary<string, ProviderConfig>
            {
                ["p"] = new() { Dialect = dialect, ApiVersion = version, BaseAddress = new Uri("https://api.test/v1") },
            },
        };
        var problems = new ConfigProblems();

        ProviderValidator.Validate(config, [], problems);

        if (problem is null)
        {
            Assert.Empty(problems.Errors);
        }
        else
        {
            var error = Assert.Single(problems.Errors);
            Assert.StartsWith("Wayleave:Providers:p:ApiVersion: ", error, StringComparison.Ordinal);
            Assert.EndsWith(problem, error, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string, string)> Headers(RoutedChatOptions options, string? version)
    {
        using var message = new HttpRequestMessage();
        Wire.Dialect.AddHeaders(message.Headers, new ProviderRequest([], options, "m", false) { ApiVersion = version });
        return [.. message.Headers.Select(header => (header.Key, string.Join(", ", header.Value)))];
    }
}
