using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Tests.Dialects.Seals;

/// <summary>The tag of a maker stands in front of every seal of its answers, and in front of nothing else.</summary>
public sealed class SealMarkingTests
{
    private static readonly SealOrigin Origin = new("maker", null);

    public static TheoryData<string, bool, string> Answers => new()
    {
        { "AnthropicMessages", false, """{"content":[{"type":"thinking","thinking":"t","signature":"SEAL"},{"signature":"SEAL","type":"thinking"},{"type":"redacted_thinking","data":"SEAL"}]}""" },
        { "AnthropicMessages", true, """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SEAL"}}""" },
        { "AnthropicMessages", true, """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"SEAL"}}""" },
        { "AnthropicMessages", true, """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","signature":"SEAL"}}""" },
        { "OpenAIResponses", false, """{"output":[{"type":"reasoning","summary":[],"encrypted_content":"SEAL"},{"encrypted_content" : "SEAL","type":"reasoning"}]}""" },
        { "OpenAIResponses", true, """{"type":"response.output_item.done","item":{"type":"reasoning","encrypted_content":"SEAL"}}""" },
        { "OpenAIResponses", true, """{"type":"response.completed","response":{"output":[{"type":"reasoning","encrypted_content":"SEAL"}]}}""" },
        { "OpenAIResponses", true, """{"item":{"type":"x","\ud800":1,"encrypted_content":"SEAL","type":"reasoning"}}""" },
        { "Gemini", false, """{"candidates":[{"content":{"parts":[{"text":"t","thought":true,"thoughtSignature":"SEAL"},{"functionCall":{"name":"f"},"thoughtSignature":"SEAL"}]}}]}""" },
        { "Gemini", true, """{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"SEAL"}]}}]}""" },
    };

    public static TheoryData<string, bool, string> OtherAnswers => new()
    {
        { "AnthropicMessages", false, """{"content":[{"type":"tool_use","input":{"type":"thinking","signature":"SEAL"}}]}""" },
        { "AnthropicMessages", false, """{"content":[{"type":"text","text":"\"thinking\"","signature":"SEAL"}],"signature":"SEAL","type":"thinking"}""" },
        { "AnthropicMessages", true, """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""" },
        { "AnthropicMessages", true, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","signature":"signature_delta"}}""" },
        { "OpenAIResponses", false, """{"output":[{"type":"compaction","encrypted_content":"SEAL"},{"type":"reasoning","summary":[],"encrypted_content":null}]}""" },
        { "Gemini", false, """{"candidates":[{"content":{"parts":[{"functionCall":{"args":{"thoughtSignature":"SEAL"}}}]}}]}""" },
        { "OpenAIChat", false, """{"choices":[{"message":{"tool_calls":[{"extra_content":{"google":{"thought_signature":"SEAL"}}}]}}]}""" },
        { "AnthropicMessages", false, """{"content":[{"type":"thinking","signature":"SEAL"}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Seal_OfAnAnswer_IsTagged(string dialect, bool isEvent, string json) =>
        Assert.Equal(json.Replace("SEAL", Origin.Tag + "SEAL", StringComparison.Ordinal), Mark(dialect, isEvent, json));

    [Theory]
    [MemberData(nameof(OtherAnswers))]
    public void Text_ThatIsNoSeal_IsLeftAlone(string dialect, bool isEvent, string json) => Assert.Null(Mark(dialect, isEvent, json));

    [Fact]
    public void AnySeal_Tagged_IsMadeByItsMakerAlone() => Prop.ForAll<NonEmptyString, NonEmptyString>((one, other) =>
    {
        var (maker, stranger) = (new SealOrigin(one.Get, null), new SealOrigin(other.Get, null));

        Assert.True(maker.Made(maker.Tag + "seal"));
        Assert.Equal(one.Get == other.Get, stranger.Made(maker.Tag + "seal"));
        Assert.False(default(SealOrigin).Made(maker.Tag + "seal"));
        Assert.False(new SealOrigin(one.Get, "key").Made(maker.Tag + "seal"));
        Assert.False(maker.Made("seal"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task ObjectsInsideOthers_CostNoMoreThanTheirLength()
    {
        var inner = string.Concat(Enumerable.Repeat(",\"encrypted_content\":\"a\",\"x\":{\"y\":{\"encrypted_content\":\"b\",\"type\":\"z\"}}", 20_000));

        // By the square of their number it would be minutes.
        var marked = await Task.Run(() => Mark("OpenAIResponses", true, $"{{\"item\":{{\"type\":\"reasoning\"{inner}}}}}")).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.StartsWith($$"""{"item":{"type":"reasoning","encrypted_content":"{{Origin.Tag}}a",""", marked, StringComparison.Ordinal);
    }

    private static string? Mark(string dialect, bool isEvent, string json)
    {
        var rule = RuleOf(dialect);
        return SealMarking.TryMark(Encoding.UTF8.GetBytes(json), rule, isEvent ? rule.EventDepths : rule.AnswerDepths, Origin) is { } marked
            ? Encoding.UTF8.GetString(marked)
            : null;
    }

    private static SealRule RuleOf(string dialect) => dialect switch
    {
        "AnthropicMessages" => AnthropicMessagesDialect.Instance.Seals,
        "OpenAIResponses" => OpenAIResponsesDialect.Instance.Seals,
        "OpenAIChat" => OpenAIChatDialect.Instance.Seals,
        _ => GeminiDialect.Instance.Seals,
    };
}
