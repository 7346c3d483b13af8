using Wayleave.Dialects.OpenAI;
using Wayleave.Discovery;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Discovery;

public sealed class ModelListTests
{
    private static readonly ProviderModel Provider = new() { Id = "p", BaseAddress = new Uri("https://p.test/v1"), ModelList = OpenAIModelList.Instance };

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", true)]
    [InlineData("claude-sonnet-4-5", true)]
    [InlineData("claude-sonnet-4-5-latest", true)]
    [InlineData("CLAUDE-sonnet-4-5", true)]
    [InlineData("claude-sonnet-4", false)]
    [InlineData("claude-sonnet-4-5-20250101", false)]
    [InlineData("gpt-5", true)]
    [InlineData("gpt", false)]
    public void Offers_TakesUndatedNamesOfDatedModels(string name, bool expected) =>
        Assert.Equal(expected, ModelList.Of(Provider, ["claude-sonnet-4-5-20250929", "gpt-5", "gpt-abcdefgh"], null).Offers(name));

    [Fact]
    public void List_LeavesOutWhatNoModelIdCouldHold()
    {
        var list = ModelList.Of(Provider, ["good", "", "a b", "line\n", new string('x', 257), "GOOD", "org/x:1"], null);

        Assert.Equal(["good", "org/x:1"], list.Models.Select(static model => model.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void List_KeepsTheStateOfModelsThatStay()
    {
        var last = ModelList.Of(Provider, ["a", "b"], null);

        var next = ModelList.Of(Provider, ["b", "c"], last);

        Assert.Same(last.Find("b")!.State, next.Find("b")!.State);
        Assert.Equal((1, 1), (next.CountMissingFrom(last), last.CountMissingFrom(next)));
    }
}
