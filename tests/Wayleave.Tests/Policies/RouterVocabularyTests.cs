using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Policies.Routing;

namespace Wayleave.Tests.Policies;

public sealed class RouterVocabularyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("region=eu")]
    [InlineData("price_in")]
    [InlineData("breaker_open")]
    public void Flag_ThatCannotBeDeclared_IsRefusedAtItsPath(string? flag)
    {
        var problems = new ConfigProblems();

        RouterVocabulary.Of(new WayleaveConfig { Models = [new() { Id = "m", Deployments = [new() { Provider = "p", Flags = [flag!] }] }] }, problems);

        Assert.Contains("Models:0:Deployments:Flags", Assert.Single(problems.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Flag_OfManyDeployments_IsDeclaredOnceAndIsNoWhereNobodySaysSo()
    {
        var problems = new ConfigProblems();

        var vocabulary = RouterVocabulary.Of(
            new WayleaveConfig { Models = [new() { Id = "m", Deployments = [new() { Provider = "p", Flags = ["audited"] }, new() { Provider = "q", Flags = ["audited", "no_log"] }] }] }, problems);

        Assert.Empty(problems.Errors);
        Assert.Equal((Wayleave.Policies.PolicyFieldSort.Flag, 0), (vocabulary.Find("audited")!.Sort, vocabulary.Find("audited")!.Default));
    }
}
