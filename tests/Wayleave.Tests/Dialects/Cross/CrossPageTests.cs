using Wayleave.Providers;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Dialects.Cross;

/// <summary>The page says of every pair of endpoint and provider what becomes of a request, and it is what the dialects do.</summary>
/// <remarks><c>WAYLEAVE_UPDATE_DIALECTS=1</c> writes the tables.</remarks>
public sealed class CrossPageTests
{
    private const string Page = "docs/dialects.md";
    private const string Answers = "By provider";

    private static readonly (string Endpoint, string Heading, (string Name, string Json)[] Rows)[] Requests =
    [
        ("OpenAIChat", "From `/v1/chat/completions`", RequestRows.Chat),
        ("OpenAIResponses", "From `/v1/responses`", RequestRows.Responses),
        ("AnthropicMessages", "From `/v1/messages`", RequestRows.Messages),
    ];

    public static TheoryData<int> Tables => [.. Enumerable.Range(0, Requests.Length)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Requests_OfAnEndpoint_BecomeWhatThePageSays(int table)
    {
        var (endpoint, heading, rows) = Requests[table];
        string[] providers = [.. Crossing.Providers.Where(provider => provider != endpoint)];

        var made = rows.Select(row => (string[])[row.Name, .. providers.Select(provider => VerdictOf(endpoint, row.Json, provider))]).ToArray();

        Compare(heading, ["what the request says", .. providers.Select(static provider => $"`{provider}`")], made);
    }

    [Fact]
    public void Answers_OfAProvider_BecomeWhatThePageSays_PlainAsStreamed()
    {
        var made = new List<string[]>();
        foreach (var (provider, name, whole, events) in AnswerRows.All)
        {
            var plain = Crossing.Endpoints.Select(endpoint => VerdictOf(provider, false, endpoint, whole)).ToArray();
            var streamed = Crossing.Endpoints.Select(endpoint => VerdictOf(provider, true, endpoint, events)).ToArray();
            Assert.True(plain.SequenceEqual(streamed), $"{provider}, {name}: {string.Join(" | ", plain)} but streamed {string.Join(" | ", streamed)}");
            made.Add([$"`{provider}`", name, .. plain]);
        }

        Compare(Answers, ["provider", "what the answer says", "`/v1/chat/completions`", "`/v1/responses`", "`/v1/messages`"], made);
    }

    private static void Compare(string heading, string[] head, IReadOnlyList<string[]> made)
    {
        if (Environment.GetEnvironmentVariable("WAYLEAVE_UPDATE_DIALECTS") == "1")
        {
            Rewrite(heading, head, made);
        }

        var lines = RepositoryFiles.Read(Page).ReplaceLineEndings("\n").Split('\n')
            .SkipWhile(line => line != $"### {heading}").SkipWhile(static line => !line.StartsWith('|')).TakeWhile(static line => line.StartsWith('|'));
        Assert.Equal(made.Select(Line), lines.Skip(2));
    }

    private static string VerdictOf(string provider, bool streaming, string endpoint, params string[] bodies)
    {
        try
        {
            return VerdictOf(Crossing.Answer(provider, streaming, endpoint, bodies).Dropped);
        }
        catch (ProviderException failure)
        {
            return $"fails: `{failure.Category}`";
        }
        catch (RouteException refusal)
        {
            Assert.Equal(RouteErrorCode.InvalidRequest, refusal.Code);
            return "refused";
        }
    }

    private static string VerdictOf(IReadOnlyList<string> dropped) =>
        dropped.Count == 0 ? "yes" : $"drops {string.Join(", ", dropped.Select(static name => $"`{name}`"))}";

    private static string VerdictOf(string endpoint, string json, string provider)
    {
        var history = endpoint == "OpenAIResponses" ? "\"input\"" : "\"messages\"";
        var body = "{\"model\":\"m\"," + json
            + (json.Contains(history, StringComparison.Ordinal) ? "" : $",{history}:[{{\"role\":\"user\",\"content\":\"q\"}}]")
            + (endpoint == "AnthropicMessages" && !json.Contains("\"max_tokens\"", StringComparison.Ordinal) ? ",\"max_tokens\":100" : "") + "}";
        try
        {
            return VerdictOf(Crossing.Send(endpoint, body, provider).Dropped);
        }
        catch (RouteException refusal)
        {
            Assert.Equal(RouteErrorCode.InvalidRequest, refusal.Code);
            Assert.NotNull(refusal.Param);
            return "refused";
        }
    }

    private static void Rewrite(string heading, string[] head, IEnumerable<string[]> rows)
    {
        var lines = RepositoryFiles.Read(Page).ReplaceLineEndings("\n").Split('\n').ToList();
        var first = lines.FindIndex(lines.IndexOf($"### {heading}"), static line => line.StartsWith('|'));
        var end = lines.FindIndex(first, static line => !line.StartsWith('|'));
        lines.RemoveRange(first, end - first);
        lines.InsertRange(first, [Line(head), Line(Enumerable.Repeat("---", head.Length)), .. rows.Select(Line)]);
        File.WriteAllText(RepositoryFiles.PathOf(Page), string.Join('\n', lines));
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
