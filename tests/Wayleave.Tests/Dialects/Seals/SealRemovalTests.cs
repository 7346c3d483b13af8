using System.Buffers;
using System.Text;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.Seals;

/// <summary>A maker's tag is taken out of what the maker gets; everything else stays as it is.</summary>
public sealed class SealRemovalTests
{
    private static readonly SealOrigin Own = new("maker", null);
    private static readonly SealOrigin Other = new("other", null);

    private static readonly (ProviderDialect Dialect, string Json)[] Requests =
    [
        (AnthropicMessagesDialect.Instance, """{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"SEAL"},{"type":"redacted_thinking","data":"SEAL"}]}]}"""),
        (OpenAIResponsesDialect.Instance, """{"input":[{"type":"reasoning","encrypted_content":"SEAL"}]}"""),
        (OpenAIChatDialect.Instance, """{"messages":[{"tool_calls":[{"extra_content":{"google":{"thought_signature":"SEAL"}}}]}]}"""),
        (GeminiDialect.Instance, """{"contents":[{"parts":[{"thoughtSignature":"SEAL"},{"text":"x","thoughtSignature":"SEAL"}]}]}"""),
        (GeminiDialect.Instance, """{"generateContentRequest":{"contents":[{"parts":[{"thoughtSignature":"SEAL"}]}]}}"""),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Requests.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OwnTag_InFrontOfASeal_IsRemoved(int request) =>
        Assert.Equal(Requests[request].Json, Remove(request, Own.Tag + "SEAL"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnotherMakersTag_OrNone_StaysAndIsForeign(int request)
    {
        Assert.Equal(Requests[request].Json, Remove(request, "SEAL"));
        Assert.Contains(Other.Tag, Remove(request, Other.Tag + "SEAL"), StringComparison.Ordinal);
        Assert.False(IsForeign(request, "SEAL", Own));
        Assert.False(IsForeign(request, Own.Tag + "SEAL", Own));
        Assert.True(IsForeign(request, Other.Tag + "SEAL", Own));
        Assert.True(IsForeign(request, Own.Tag + "SEAL", default));
    }

    [Fact]
    public void Tag_InWhatPeopleWrite_IsLeftAlone()
    {
        var tag = Own.Tag;
        var json = $$$"""
            {"system":"{{{tag}}}a","messages":[{"role":"user","content":[{"type":"text","text":"{{{tag}}}b \"{{{tag}}}c","signature":"{{{tag}}}d"}]},
             {"role":"assistant","content":[{"type":"tool_use","input":{"type":"thinking","signature":"{{{tag}}}e"}}]}],"signature":"{{{tag}}}f"}
            """;

        Assert.Equal(json, Remove(AnthropicMessagesDialect.Instance, json));
        Assert.False(SealRemoval.HasForeign(Encoding.UTF8.GetBytes(json), AnthropicMessagesDialect.Instance.Seals, Other));
    }

    private static bool IsForeign(int request, string seal, SealOrigin origin) =>
        SealRemoval.HasForeign(Bytes(request, seal), Requests[request].Dialect.Seals, origin);

    private static byte[] Bytes(int request, string seal) =>
        Encoding.UTF8.GetBytes(Requests[request].Json.Replace("SEAL", seal, StringComparison.Ordinal));

    private static string Remove(int request, string seal) =>
        Remove(Requests[request].Dialect, Encoding.UTF8.GetString(Bytes(request, seal)));

    private static string Remove(ProviderDialect dialect, string json)
    {
        using var buffer = new PooledBuffer(ArrayPool<byte>.Shared, 16);
        buffer.Write(Encoding.UTF8.GetBytes(json));
        SealRemoval.Remove(buffer, dialect.Seals, Own);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
