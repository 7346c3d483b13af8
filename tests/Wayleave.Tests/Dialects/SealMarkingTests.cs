using System.Text;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Tests.Dialects;

/// <summary>Every seal that reaches a caller says who made it, wherever the dialect puts it, and nothing that looks alike is touched.</summary>
public sealed class SealMarkingTests
{
    private static readonly SealOrigin Origin = new("openai", null);

    [Theory]
    [InlineData("AnthropicMessages", false, """{"content":[{"type":"thinking","thinking":"hm","signature":"SEAL"},{"type":"redacted_thinking","data":"SEAL"}]}""")]
    [InlineData("AnthropicMessages", true, """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SEAL"}}""")]
    [InlineData("AnthropicMessages", true, """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"SEAL"}}""")]
    [InlineData("OpenAIResponses", false, """{"output":[{"type":"reasoning","encrypted_content":"SEAL","summary":[]}]}""")]
    [InlineData("OpenAIResponses", true, """{"type":"response.output_item.done","item":{"type":"reasoning","encrypted_content":"SEAL"}}""")]
    [InlineData("Gemini", true, """{"candidates":[{"content":{"parts":[{"text":"hm","thoughtSignature":"SEAL"}]}}]}""")]
    public void Seal_OfAnAnswer_GetsItsMakersTag(string dialect, bool isEvent, string json)
    {
        var marked = Mark(dialect, isEvent, json);

        Assert.Equal(json.Replace("SEAL", Origin.Tag + "SEAL", StringComparison.Ordinal), marked);
    }

    [Theory]
    [InlineData("AnthropicMessages", true, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","signature":"signature_delta"}}""")]
    [InlineData("AnthropicMessages", false, """{"content":[{"type":"tool_use","input":{"signature":"thinking"}}]}""")]
    [InlineData("AnthropicMessages", false, """{"content":[{"type":"text","signature":"thinking"}]}""")]
    [InlineData("AnthropicMessages", false, """{"content":[{"type":"thinking","thinking":"hm","signature":""}]}""")]
    [InlineData("OpenAIResponses", false, """{"output":[{"type":"compaction","encrypted_content":"reasoning"}]}""")]
    public void Member_ThatOnlyLooksLikeASeal_IsLeftAlone(string dialect, bool isEvent, string json) => Assert.Null(Mark(dialect, isEvent, json));

    private static string? Mark(string dialect, bool isEvent, string json)
    {
        ProviderDialect of = dialect switch
        {
            "AnthropicMessages" => AnthropicMessagesDialect.Instance,
            "OpenAIResponses" => OpenAIResponsesDialect.Instance,
            _ => GeminiDialect.Instance,
        };
        return SealMarking.TryMark(Encoding.UTF8.GetBytes(json), of.Seals!, isEvent, Origin) is { } marked ? Encoding.UTF8.GetString(marked) : null;
    }
}
