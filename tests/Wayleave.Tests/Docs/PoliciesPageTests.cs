using Wayleave.Policies;
using Wayleave.Policies.Terms;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Docs;

public sealed class PoliciesPageTests
{
    private static readonly MarkdownPage Page = new("docs/policies.md");

    [Theory]
    [InlineData("Predicates: who may serve", nameof(TermSort.Pred))]
    [InlineData("Scorers: how good those are that are left", nameof(TermSort.Scorer))]
    [InlineData("Selectors: the order of the tries", nameof(TermSort.Selector))]
    [InlineData("Transforms: what the request is changed to", nameof(TermSort.Xform))]
    [InlineData("Fail plans: what follows a failure", nameof(TermSort.FailPlan))]
    [InlineData("Policies", nameof(TermSort.Policy))]
    public void Operations_OfASort_AreTheSignatures(string heading, string sort) => Assert.Equal(
        Signature.Operations.Where(row => row.Sort.ToString() == sort).Select(static row => row.Name).Order(StringComparer.Ordinal),
        Page.Rows(heading).Select(static cells => cells[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Fields_OfTheCore_AreTheVocabularys() => Assert.Equal(
        PolicyVocabulary.Core.Fields.Select(static field => field.Name).Order(StringComparer.Ordinal),
        Page.Rows("Fields").SelectMany(static cells => cells[0].Split(", ")).Order(StringComparer.Ordinal));

    [Fact]
    public void Sugar_BesideItsTerm_IsThatPolicy()
    {
        var vocabulary = PolicyVocabulary.Core.With(new("region", PolicyFieldSort.Category, 0, "the deployment"));
        var examples = Page.Rows("Sugar").Where(static cells => cells[1].StartsWith('[')).ToArray();
        Assert.True(examples.Length > 5);
        foreach (var cells in examples)
        {
            Assert.Equal(Policy.Parse(cells[1], vocabulary).Identity, Policy.Parse(cells[0][..(cells[0].LastIndexOf(']') + 1)], vocabulary).Identity);
        }
    }

    [Fact]
    public void Examples_OfPolicies_AreAdmitted() => Assert.All(Page.Code("json"), static json => Policy.Parse(json));
}
