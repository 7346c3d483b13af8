using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Planning;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Dialects;

/// <summary>What is said to the router stays with it, in every dialect on either side; what only looks like it passes.</summary>
public sealed class RoutingHintTests
{
    private static readonly string[] Providers = ["OpenAIChat", "OpenAIResponses", "AnthropicMessages", "Gemini"];

    public static TheoryData<string, string> Callers => new()
    {
        { "OpenAIChat", "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" },
        { "OpenAIResponses", "\"input\":\"Hi\"" },
        { "AnthropicMessages", "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    public void Hints_AnywhereInTheBody_AreReadAndNeverSent(string dialect, string content)
    {
        const string Preferences = "\"provider\":{\"only\":[\"mark\"]}";
        const string Models = "\"models\":[\"a\",\"mark\",\"A\",\"b\"]";

        AssertSent(dialect, $"{{\"model\":\"a\",{Preferences},{content},{Models}}}", $"{{\"model\":\"up\",{content}}}");
        AssertSent(dialect, $"{{{Models},{content},{Preferences}}}", $"{{\"model\":\"up\",{content}}}");
        AssertSent(dialect, $"{{{content},\"model\":null,{Models.Replace("models", "mod\\u0065ls", StringComparison.Ordinal)}}}", $"{{\"model\":\"up\",{content}}}");

        var request = Read(dialect, $"{{{Models},{content},{Preferences}}}");
        Assert.Equal("a", request.Model);
        Assert.Equal(["mark", "b"], FallbackModels.After(request.Model!, request.Hints!.Models));
        Assert.Equal(["mark"], request.Hints.Preferences!.Only);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public void Members_OfAnotherShape_AreFieldsLikeAnyOther(string dialect, string content)
    {
        foreach (var other in new[] { "\"provider\":\"mark\"", "\"provider\":{\"x\":\"mark\"}", "\"models\":{\"a\":\"mark\"}", "\"models\":[\"mark\",1]", "\"provider\":null,\"models\":null" })
        {
            var request = Read(dialect, $"{{\"model\":\"a\",{content},{other}}}");

            Assert.Null(request.Hints);
            Assert.Equal($"{{\"model\":\"up\",{content},{other}}}", Send(DialectRegistry.Find(dialect)!, request, request.Messages));
            Assert.Contains(other.Contains("mark", StringComparison.Ordinal) ? "mark" : "null", Send(DialectRegistry.Find(dialect)!, request, [.. request.Messages]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"provider\":{\"zdr\":true},\"provider\":\"x\"", "provider")]
    [InlineData("\"provider\":\"x\",\"provider\":{\"zdr\":true}", "provider")]
    [InlineData("\"models\":[\"a\"],\"models\":[\"b\"]", "models")]
    [InlineData("\"models\":[\"a\",\" \"]", "models[1]")]
    [InlineData("\"models\":[\"a\",\"\\ud800\"]", "models[1]")]
    [InlineData("\"models\":[\"\"]", "models[0]")]
    [InlineData("\"models\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"17\"]", "models")]
    [InlineData("\"models\":[]", "model")]
    [InlineData("\"x\":1", "model")]
    public void Hints_ThatAreAmbiguousOrLeaveTheModelOut_AreRefused(string members, string param) => Assert.Equal(
        param, Assert.Throws<RouteException>(() => Read("OpenAIChat", $"{{{members},\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}]}}")).Param);

    [Fact]
    public void OwnFields_OfRandomRequests_ReachNoProviderOfAnyDialect() => PropertyRun.ForSeeds(
        seed =>
        {
            var random = new Random(seed);
            foreach (var (dialect, content) in Callers.Select(static row => ((string)row[0], (string)row[1])))
            {
                string[] members =
                [
                    "\"model\":\"a\"", content, $"\"{Spelled("policy_ir")}\":[\"provider_eq\",\"mark\"]", $"\"{Spelled("provider")}\":{{\"ignore\":[\"mark\"]}}",
                    $"\"{Spelled("models")}\":[\"a\",\"mark\"]", $"\"{Spelled("x-wayleave-note")}\":\"mark\"", $"\"{Spelled("no_log")}\":true", "\"stream\":false",
                ];
                random.Shuffle(members);
                var request = Read(dialect, $"{{{string.Join(random.Next(2) == 0 ? "," : " ,\n", members)}}}");
                foreach (var provider in Providers)
                {
                    AssertUnmarked(Send(DialectRegistry.Find(provider)!, request, random.Next(2) == 0 ? request.Messages : [.. request.Messages]));
                }

                var plain = request.Options.ToPlainOptions();
                request.CopyUnknownFieldsTo(plain);
                Assert.DoesNotContain(plain.AdditionalProperties ?? [], static pair => pair.Value?.ToString()?.Contains("mark", StringComparison.Ordinal) == true);
            }

            string Spelled(string name) => random.Next(3) > 0 ? name : $"\\u{(int)name[0]:x4}{name[1..]}";
        },
        cases: 300);

    private static void AssertSent(string dialect, string body, string expected)
    {
        var request = Read(dialect, body);

        Assert.Equal(expected, Send(DialectRegistry.Find(dialect)!, request, request.Messages));
        foreach (var provider in Providers)
        {
            AssertUnmarked(Send(DialectRegistry.Find(provider)!, request, [.. request.Messages]));
        }
    }

    private static void AssertUnmarked(string sent)
    {
        using var json = JsonDocument.Parse(sent);
        Assert.DoesNotContain("mark", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("no_log", sent, StringComparison.Ordinal);
    }

    private static WireRequest Read(string dialect, string body) => ((ChatDialect)DialectRegistry.Find(dialect)!).ReadRequest(Encoding.UTF8.GetBytes(body));

    private static string Send(ProviderDialect provider, WireRequest request, IEnumerable<ChatMessage> messages)
    {
        var output = new ArrayBufferWriter<byte>();
        var options = (RoutedChatOptions)request.Options.Clone();
        if (request.Dialect != provider)
        {
            request.CopyUnknownFieldsTo(options);
        }

        provider.WriteRequest(output, new ProviderRequest(messages, options, "up", Streaming: false));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
