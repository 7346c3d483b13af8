using System.Text.Json.Nodes;
using Wayleave.Policies;

namespace Wayleave.Tests.Policies;

/// <summary>Every member of the builder beside its term, as the documentation shows them.</summary>
public sealed class PolicyBuilderTests
{
    private const string Next = """["always",{"action":"next_candidate"}]""";

    private static readonly PolicyVocabulary Vocabulary = PolicyVocabulary.Core
        .With(new PolicyField("region", PolicyFieldSort.Category, 0, "test")).With(new PolicyField("bench", PolicyFieldSort.Number, 0, "test"))
        .With(new PolicyField("cloud", PolicyFieldSort.Category, 0, "test"));

    public static TheoryData<string, string> Predicates => new()
    {
        { Field.Any.Json, """["top"]""" },
        { Field.MeetsRequest.Json, """["meets_req"]""" },
        { Field.Provider.Is("a").Json, """["eq","provider","a"]""" },
        { Field.Family.In("a", "b").Json, """["in","family",["a","b"]]""" },
        { Field.Region.NotIn("eu").Json, """["nin","region",["eu"]]""" },
        { Field.Category("cloud").In().Json, """["in","cloud",[]]""" },
        { Field.Tier.Is("partner").Json, """["eq","tier","partner"]""" },
        { Field.TierAtLeast("marketplace").Json, """["min_tier","marketplace"]""" },
        { Field.Flag("no_log").Json, """["is","no_log"]""" },
        { Field.Capability("vision").Json, """["has_cap","vision"]""" },
        { (Field.Number("bench") < 1).Json, """["cmp","bench","lt",1]""" },
        { (Field.Number("bench") <= 0.5).Json, """["cmp","bench","le",0.5]""" },
        { (Field.Number("bench") > -1e-7).Json, """["cmp","bench","gt",-1E-07]""" },
        { (Field.Number("bench") >= 1e300).Json, """["cmp","bench","ge",1E+300]""" },
        { (Field.Any & Field.Flag("no_log")).Json, """["and",["top"],["is","no_log"]]""" },
        { (Field.Any | Field.Flag("no_log")).Json, """["or",["top"],["is","no_log"]]""" },
        { (!Field.Flag("has_tee")).Json, """["not",["is","has_tee"]]""" },
    };

    public static TheoryData<string, string> Scores => new()
    {
        { Field.Constant(2).Json, """["lit",2]""" },
        { Field.Number("bench").ToPolicyScore().Json, """["field","bench"]""" },
        { (Field.Constant(1) + Field.Number("bench")).Json, """["add",["lit",1],["field","bench"]]""" },
        { (0.5 * Field.Constant(1)).Json, """["scale",0.5,["lit",1]]""" },
        { Field.Constant(1).Inverted().Json, """["neg",["lit",1]]""" },
        { Field.Constant(1).Normalized().Json, """["normalize",["lit",1]]""" },
        { Field.Constant(1).Clamped(0, 2).Json, """["clamp",0,2,["lit",1]]""" },
        { Field.Constant(1).Where(Field.Flag("no_log")).Json, """["gate",["is","no_log"],["lit",1]]""" },
    };

    public static TheoryData<string, string> Builders => new()
    {
        { Policy.Where(Field.Any).ToJson(), $"""["policy",["top"],["zero"],["ordered"],["id"],{Next}]""" },
        { Policy.Where(Field.Flag("no_log")).Where(Field.MeetsRequest).ToString(), $"""["policy",["and",["is","no_log"],["meets_req"]],["zero"],["ordered"],["id"],{Next}]""" },
        { Policy.Where(Field.Any).OrderBy(Field.Number("price_out")).ToJson(), $"""["policy",["top"],["scale",-1,["field","price_out"]],["argmax"],["id"],{Next}]""" },
        { Policy.Where(Field.Any).OrderByDescending(Field.Number("bench")).Take(2).ToJson(), $"""["policy",["top"],["field","bench"],["top_k",2,["argmax"]],["id"],{Next}]""" },
        { Policy.Where(Field.Any).SampleBy(Field.Number("bench"), 0.5).ToJson(), $"""["policy",["top"],["field","bench"],["sample",0.5],["id"],{Next}]""" },
        { Policy.Where(Field.Any).Chain(("openai", "gpt-5.4"), ("mistral", "large")).ToJson(), $$"""["policy",["top"],["zero"],["chain",[{"provider":"openai","model":"gpt-5.4"},{"provider":"mistral","model":"large"}]],["id"],{{Next}}]""" },
        { Policy.Where(Field.Any).Set("temperature", 0.2).Clamp("max_tokens", 1, 10).ToJson(), $"""["policy",["top"],["zero"],["ordered"],["seq",["set_param","temperature",0.2],["clamp_param","max_tokens",1,10]],{Next}]""" },
        { Policy.Where(Field.Any).Set("verbosity", "low").Set("parallel_tool_calls", false).ToJson(), $"""["policy",["top"],["zero"],["ordered"],["seq",["set_param","verbosity","low"],["set_param","parallel_tool_calls",false]],{Next}]""" },
        { Policy.Where(Field.Any).OnFailure("rate_limit", "abort").OnFailure("timeout", "retry_same").ToJson(), $$"""["policy",["top"],["zero"],["ordered"],["id"],["override",["override",{{Next}},"rate_limit",{"action":"abort"}],"timeout",{"action":"retry_same"}]]""" },
    };

    [Theory]
    [MemberData(nameof(Predicates))]
    public void Predicate_IsItsTermAndAdmitted(string written, string term)
    {
        Assert.Equal(term, written);
        Policy.Parse(written, Vocabulary);
    }

    [Theory]
    [MemberData(nameof(Scores))]
    public void Score_IsItsTermAndAdmitted(string written, string term)
    {
        Assert.Equal(term, written);
        Policy.Parse($"""["policy",["top"],{written},["argmax"],["id"],{Next}]""", Vocabulary);
    }

    [Theory]
    [MemberData(nameof(Builders))]
    public void Builder_IsItsTermAndAdmitted(string written, string term)
    {
        Assert.Equal(term, written);
        Policy.Parse(written, Vocabulary);
    }

    [Theory]
    [InlineData("\"],[\"top\"],[\"")]
    [InlineData("\\\"]]\u0000\r\n\u2028")]
    [InlineData("a\u0301\U0001F600 <script>&'")]
    [InlineData("")]
    public void Text_WhateverItHolds_StaysOneText(string hostile)
    {
        var built = Policy.Where(Field.Provider.Is(hostile) | Field.Family.In(hostile, "b") | Field.Capability(hostile))
            .Chain((hostile, hostile)).Set("verbosity", hostile).ToJson();

        var term = JsonNode.Parse(built)!;
        Assert.Equal(6, term.AsArray().Count);
        Assert.Equal(hostile, (string)term[1]![1]![1]![2]!);
        Assert.Equal(hostile, (string)term[3]![1]![0]!["provider"]!);
        Assert.Equal(hostile, (string)term[4]![1]![2]!);
        Policy.Parse(built, Vocabulary);
    }

    [Fact]
    public void Text_WithHalfASurrogatePair_IsRefusedWhereItIsWritten() => Assert.Throws<ArgumentException>(() => Field.Provider.Is("\ud800"));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Number_ThatIsNotFinite_IsRefusedWhereItIsWritten(double number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Field.Number("bench") >= number);
        Assert.Throws<ArgumentOutOfRangeException>(() => number * Field.Constant(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Policy.Where(Field.Any).Set("temperature", number));
        Assert.Throws<ArgumentOutOfRangeException>(() => Policy.Where(Field.Any).SampleBy(Field.Constant(1), number));
    }

    [Fact]
    public void Builder_IsNotChangedByWhatIsMadeOfIt()
    {
        var builder = Policy.Where(Field.Any);
        var before = builder.ToJson();

        _ = builder.Where(Field.Flag("no_log")).OrderBy(Field.Constant(1)).Take(1).Set("seed", 1).OnFailure("timeout", "abort");

        Assert.Equal(before, builder.ToJson());
    }
}
