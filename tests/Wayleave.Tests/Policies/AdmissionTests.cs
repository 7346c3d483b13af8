using System.Text;
using Wayleave.Policies;
using Wayleave.Policies.Terms;

namespace Wayleave.Tests.Policies;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData("""["and",["top"],["cmp","price_inn","le",5]]""", "policy_ir/2/1", "'price_inn'")]
    [InlineData("""["policy",["top"],["zero"],["top_k",0,["argmax"]],["id"],["always",{"action":"abort"}]]""", "policy_ir/3/1", "'0'")]
    [InlineData("""["policy",["top"],["zero"],["argmax"],["id"]]""", "policy_ir/5", "exactly 5")]
    [InlineData("""["lit",1]""", "policy_ir", "'lit'")]
    [InlineData("""["not",["lit",1]]""", "policy_ir/1/0", "'lit'")]
    [InlineData("""["cmp","price_in","le",1e999]""", "policy_ir/3", "'1e999'")]
    [InlineData("""["or",["eq","colour","red"]]""", "policy_ir/1/1", "'colour'")]
    [InlineData("""["in","provider","a"]""", "policy_ir/2", "an array of values")]
    [InlineData("""["nin","tier",["partner","gold"]]""", "policy_ir/2/1", "'gold'")]
    [InlineData("""["provider_eq","\ud800"]""", "policy_ir/1", "surrogate")]
    [InlineData("""["top"] ["top"]""", "policy_ir", "malformed JSON")]
    [InlineData("", "policy_ir", "malformed JSON")]
    public void Policy_WithAFault_IsRefusedAtItsPlace(string json, string place, string words)
    {
        var refusal = Assert.Throws<RouteException>(() => Policy.Parse(json));
        Assert.Equal(RouteErrorCode.InvalidPolicy, refusal.Code);
        Assert.Equal(FaultOrigin.Caller, refusal.Origin);
        Assert.Equal(place, refusal.Param);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Action_WithAKeyTwice_IsRefused() =>
        Assert.Throws<RouteException>(() => Admit("""["always",{"action":"abort","action":"retry_same"}]"""u8));

    [Fact]
    public void Policy_NotUtf8_IsRefused() => Assert.Throws<RouteException>(() => Admit([(byte)'[', 0xff, (byte)']']));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(300_000, false)]
    public void Policy_Nested_IsAdmittedToTheDepth(int depth, bool admitted)
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[\"not\",", depth - 1)) + "[\"top\"]" + new string(']', depth - 1));
        Assert.Equal(admitted, IsAdmitted(json));
    }

    [Theory]
    [InlineData(4095, true)]
    [InlineData(4096, false)]
    public void Policy_Wide_IsAdmittedToTheNumberOfTerms(int children, bool admitted) =>
        Assert.Equal(admitted, IsAdmitted(Encoding.UTF8.GetBytes("[\"and\"" + string.Concat(Enumerable.Repeat(",[\"top\"]", children)) + "]")));

    [Fact]
    public void Policy_OfHugeText_IsRefusedByItsLength() =>
        Assert.False(IsAdmitted(Encoding.UTF8.GetBytes($"[\"provider_eq\",\"{new string('a', PolicyLimits.MaxBytes)}\"]")));

    [Theory]
    [InlineData("[")]
    [InlineData("""["not",""")]
    [InlineData("""["filter_text",[""")]
    [InlineData("""["chain",[{"provider":""")]
    [InlineData("""["always",{"action":"abort","backoff_ms":[""")]
    public void Policy_HostilelyDeep_IsRefusedInBoundedMemory(string start)
    {
        var json = Encoding.UTF8.GetBytes(start + new string('[', PolicyLimits.MaxBytes - start.Length));
        IsAdmitted(json);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(IsAdmitted(json));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void Policy_CutAnywhere_IsRefusedAndNothingElse()
    {
        var json = """["policy",["and",["in","provider",["a","\u00e9"]],["cmp","price_in","le",1e-3]],["add",["lit",1],["field","tok_s"]],["top_k",2,["chain",[{"provider":"a","model":"b"}]]],["filter_text",["A",{"b":1}]],["always",{"action":"abort","backoff_ms":[1,2]}]]"""u8.ToArray();
        Policy.Parse(json);
        for (var length = 0; length < json.Length; length++)
        {
            Assert.Throws<RouteException>(() => Policy.Parse(json.AsSpan(0, length)));
        }
    }

    private static Term Admit(ReadOnlySpan<byte> json) => TermReader.Read(json, PolicyVocabulary.Core, sugared: true);

    private static bool IsAdmitted(byte[] json)
    {
        try
        {
            Admit(json);
            return true;
        }
        catch (RouteException)
        {
            return false;
        }
    }
}
