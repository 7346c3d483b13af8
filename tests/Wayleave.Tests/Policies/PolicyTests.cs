using System.Security.Cryptography;
using System.Text;
using Wayleave.Policies;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Tests.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void Identity_OfAPolicy_IsTheHashOfItsCanonicalForm()
    {
        var policy = Policy.Parse("""["and",["is","no_log"],["cmp","price_in","le",5.0]]""");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy.Canonical))), policy.Identity);
        Assert.Equal("pol_" + policy.Identity[..6], policy.Id);
        Assert.Equal(policy.Identity, Policy.Parse("""["and",["cmp","price_in","le",5],["is","no_log"]]"""u8).Identity);
    }

    [Theory]
    [InlineData("""["chain",[{"provider":"a","model":"b"}]]""")]
    [InlineData("""["top_k",1,["argmax"]]""")]
    public void Envelope_ThatDropsByPlace_IsRefused(string selector)
    {
        var envelope = Policy.Parse($$"""["policy",["top"],["zero"],{{selector}},["id"],["always",{"action":"abort"}]]""");
        var refusal = Assert.Throws<RouteException>(() => Policy.Parse("""["top"]""").Within(envelope));
        Assert.Equal(RouteErrorCode.InvalidPolicy, refusal.Code);
    }

    [Fact]
    public void Envelope_AroundADeepPolicy_IsStillComposed()
    {
        var deep = string.Concat(Enumerable.Repeat("""["or",["is","no_log"],["and",["is","has_tee"],""", 31)) + "[\"is\",\"disabled\"]" + new string(']', 62);
        var narrowed = Policy.Parse(deep).Within(Policy.Parse("""["is","has_tee"]"""));
        Assert.StartsWith("sigma-pol/v2:(policy (and (is \"has_tee\") (or ", narrowed.Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void Custom_NotRegistered_IsAdmittedAndDoesNotCompile()
    {
        var policy = Policy.Parse("""["policy",["top"],["zero"],["ordered"],["custom","mine"],["always",{"action":"abort"}]]""");
        Assert.Contains("(custom \"mine\")", policy.Canonical, StringComparison.Ordinal);
        Assert.Contains("'mine'", Assert.Throws<RouteException>(() => policy.Compiled).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Custom_Registered_ChangesTheRequest()
    {
        var policy = Policy.Parse("""["policy",["top"],["zero"],["ordered"],["custom","mine"],["always",{"action":"abort"}]]""");
        var compiled = new CompiledPolicy(policy.Normal, policy.Vocabulary, new Dictionary<string, CustomTransform> { ["mine"] = static (target, row) => target.Set("row", row) });
        var columns = new CandidateColumns(policy.Vocabulary);
        columns.Add("a", "m");
        columns.Add("b", "m");
        var evaluation = new PolicyEvaluation();
        evaluation.Run(compiled, columns, default);
        var request = new VectorRequest([]);
        evaluation.Transform(request, 1);
        Assert.Equal("""{"row":1}""", request.Json.ToJsonString());
    }

    [Fact]
    public void Evaluation_SteadyState_AllocatesNothing()
    {
        var policy = Policy.Parse("""["policy",["and",["meets_req"],["not",["is","breaker_open"]],["or",["provider_eq","p1"],["provider_eq","p2"]]],["add",["scale",0.7,["neg",["normalize",["field","price_in"]]]],["normalize",["field","context"]]],["sample",0.5],["id"],["always",{"action":"abort"}]]""");
        var columns = new CandidateColumns(policy.Vocabulary);
        for (var index = 0; index < 200; index++)
        {
            columns.SetNumber(columns.Add($"p{index % 3}", "m"), policy.Vocabulary.SlotOf("price_in"), index * 0.37 % 5);
        }

        var evaluation = new PolicyEvaluation();
        var request = new PolicyRequest { Seed = 3, MinContext = 0 };
        evaluation.Run(policy.Compiled, columns, request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        evaluation.Run(policy.Compiled, columns, request);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(evaluation.Ordered.Length is > 0 and < 200);
    }
}
