using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Dialects;
using Wayleave.Snapshots;
using Wayleave.State;
using Wayleave.Tests.Shared;
using Wayleave.Usage;

namespace Wayleave.Tests.Docs;

/// <summary>Whoever pastes an example of the documentation gets a router that starts.</summary>
public sealed class ExampleConfigurationTests
{
    public static TheoryData<string, int> Examples()
    {
        var examples = new TheoryData<string, int>();
        foreach (var page in RepositoryFiles.Find("docs", "*.md").Prepend("README.md"))
        {
            for (var index = 0; index < Blocks(page).Count; index++)
            {
                examples.Add(page, index);
            }
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_Loaded_StartsARouter(string page, int index)
    {
        var services = new ServiceCollection();
        services.AddWayleave(Configuration(page, index));
        await using var host = services.BuildServiceProvider();

        Assert.Equal(1, host.GetRequiredService<WayleaveRouter>().SnapshotRevision);
        Assert.NotNull(host.GetRequiredService<IOptions<UsageOptions>>().Value);
    }

    [Fact]
    public void MinimalExample_Loaded_IsInForceWhole()
    {
        var errors = new List<string>();
        var problems = new ConfigProblems();
        var config = ConfigurationReader.Read(Configuration("docs/configuration.md", 0).GetSection("Wayleave"), errors);
        var snapshot = new SnapshotBuilder(new RouterState(), new Dictionary<string, HostClient>(), DialectRegistry.Find, static _ => null!).Build(config, 1, problems);

        Assert.Empty(errors);
        Assert.Empty(problems.Errors);
        Assert.Empty(problems.Warnings);
        Assert.NotNull(snapshot);
    }

    private static IConfigurationRoot Configuration(string page, int index) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Blocks(page)[index]))).Build();

    private static List<string> Blocks(string page) =>
        [.. new MarkdownPage(page).Code("json").Where(static block => block.Contains("\"Wayleave\"", StringComparison.Ordinal))];
}
