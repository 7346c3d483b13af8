using Wayleave.Policies;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Tests.Policies;

public sealed class PolicySugarTests
{
    private static readonly PolicyVocabulary Vocabulary = PolicyVocabulary.Core
        .With(new("region", PolicyFieldSort.Category, 0, "the deployment"))
        .With(new("bench_intelligence", PolicyFieldSort.Number, 0, "the catalog"));

    [Theory]
    [InlineData("""["eq","provider","openai"]""", """["provider_eq","openai"]""")]
    [InlineData("""["eq","family","gpt"]""", """["family_eq","gpt"]""")]
    [InlineData("""["eq","tier","partner"]""", """["tier_eq","partner"]""")]
    [InlineData("""["eq","region","eu"]""", """["is","region=eu"]""")]
    [InlineData("""["in","region",["eu","us"]]""", """["or",["is","region=eu"],["is","region=us"]]""")]
    [InlineData("""["in","provider",["a"]]""", """["provider_eq","a"]""")]
    [InlineData("""["in","provider",[]]""", """["bot"]""")]
    [InlineData("""["nin","provider",[]]""", """["top"]""")]
    [InlineData("""["nin","region",["us","cn"]]""", """["not",["or",["is","region=cn"],["is","region=us"]]]""")]
    [InlineData("""["and",["eq","region","eu"],["cmp","bench_intelligence","ge",0.5]]""", """["and",["cmp","bench_intelligence","ge",0.5],["is","region=eu"]]""")]
    [InlineData("""["is","no_log"]""", """["policy",["is","no_log"],["zero"],["ordered"],["id"],["always",{"action":"next_candidate"}]]""")]
    public void Sugar_AndItsTerm_AreOnePolicy(string sugar, string term)
    {
        var policy = Policy.Parse(sugar, Vocabulary);
        Assert.Equal(Policy.Parse(term, Vocabulary).Canonical, policy.Canonical);
        Assert.Equal(Policy.Parse(term, Vocabulary).Identity, policy.Identity);
    }

    [Fact]
    public void Category_OfSeveralValues_HasEach()
    {
        var columns = new CandidateColumns(Vocabulary);
        columns.AddCategory(columns.Add("a", "m"), "region", "eu");
        var both = columns.Add("b", "m");
        columns.AddCategory(both, "region", "eu");
        columns.AddCategory(both, "region", "us");
        columns.Add("c", "m");

        var evaluation = new PolicyEvaluation();
        evaluation.Run(Policy.Parse("""["eq","region","eu"]""", Vocabulary).Compiled, columns, default);
        Assert.Equal([0, 1], evaluation.Ordered.ToArray());
        Assert.Equal("is:region=eu", evaluation.ReasonOf(2));
        evaluation.Run(Policy.Parse("""["nin","region",["us"]]""", Vocabulary).Compiled, columns, default);
        Assert.Equal([0, 2], evaluation.Ordered.ToArray());
    }

    [Fact]
    public void Columns_Cleared_ForgetWhatRowsHad()
    {
        var columns = new CandidateColumns(Vocabulary);
        columns.AddCategory(columns.Add("a", "m"), "region", "eu");
        columns.AddCapability(0, "vision");
        columns.Clear();
        columns.Add("a", "m");

        var evaluation = new PolicyEvaluation();
        evaluation.Run(Policy.Parse("""["or",["eq","region","eu"],["has_cap","vision"]]""", Vocabulary).Compiled, columns, default);
        Assert.Equal(1, evaluation.RejectedCount);
    }

    [Theory]
    [InlineData("price_in")]
    [InlineData("provider")]
    [InlineData("a=b")]
    [InlineData("")]
    public void Vocabulary_NameThatIsTakenOrMalformed_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => PolicyVocabulary.Core.With(new(name, PolicyFieldSort.Number, 0, "the host")));
}
