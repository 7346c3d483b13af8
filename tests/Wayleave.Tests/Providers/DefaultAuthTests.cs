using Microsoft.Extensions.Configuration;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Dialects;
using Wayleave.Snapshots;
using Wayleave.State;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Providers;

public sealed class DefaultAuthTests
{
    [Theory]
    [InlineData("OpenAIChat", null, AuthScheme.Bearer)]
    [InlineData("OpenAIResponses", null, AuthScheme.Bearer)]
    [InlineData("AnthropicMessages", null, AuthScheme.XApiKey)]
    [InlineData("Gemini", null, AuthScheme.XGoogApiKey)]
    [InlineData("gemini", null, AuthScheme.XGoogApiKey)]
    [InlineData("Gemini", AuthScheme.Bearer, AuthScheme.Bearer)]
    [InlineData("OpenAIChat", AuthScheme.ApiKey, AuthScheme.ApiKey)]
    public void Provider_AuthNotConfigured_IsTheDialects(string dialect, AuthScheme? configured, AuthScheme expected)
    {
        var problems = new ConfigProblems();
        var config = new WayleaveConfig
        {
            Providers = new Dictionary<string, ProviderConfig> { ["p"] = new() { Dialect = dialect, BaseAddress = new Uri("https://p.example/v1"), Auth = configured } },
        };

        var snapshot = new SnapshotBuilder(new RouterState(), new Dictionary<string, HostClient>(), DialectRegistry.Find, static _ => null!).Build(config, 1, problems);

        Assert.Empty(problems.Errors);
        Assert.Equal(expected, snapshot!.Providers["p"].Auth);
    }

    [Fact]
    public void SampleConfiguration_Loaded_GivesEachProviderItsDialectsAuth()
    {
        var errors = new List<string>();
        var problems = new ConfigProblems();
        var root = new ConfigurationBuilder().AddJsonFile(RepositoryFiles.PathOf("tests/Wayleave.Tests/Data/appsettings.sample.json")).Build();

        var config = ConfigurationReader.Read(root.GetSection("Wayleave"), errors);
        var snapshot = new SnapshotBuilder(new RouterState(), new Dictionary<string, HostClient>(), DialectRegistry.Find, static _ => null!).Build(config, 1, problems);

        Assert.Empty(errors);
        Assert.Empty(problems.Errors);
        Assert.Equal(
            [AuthScheme.XApiKey, AuthScheme.XGoogApiKey, AuthScheme.None, AuthScheme.Bearer, AuthScheme.Bearer],
            snapshot!.Providers.Values.OrderBy(static provider => provider.Id, StringComparer.Ordinal).Select(static provider => provider.Auth));
    }
}
