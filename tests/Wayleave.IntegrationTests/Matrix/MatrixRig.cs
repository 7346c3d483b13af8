using Wayleave.IntegrationTests.Hosting;
using Wayleave.IntegrationTests.Matrix.Sent;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>A gateway before one provider of a dialect, which refuses what its vendor would.</summary>
internal sealed class MatrixRig : IAsyncDisposable
{
    public const string EmbeddingModel = "resale/embed-small";

    private MatrixRig(ScriptedDialect dialect, ScriptedProvider provider, GatewayHost gateway)
    {
        Dialect = dialect;
        Provider = provider;
        Gateway = gateway;
    }

    /// <summary>Gets the provider's dialect.</summary>
    public ScriptedDialect Dialect { get; }

    public ScriptedProvider Provider { get; }

    public GatewayHost Gateway { get; }

    /// <summary>Gets the requests that reached the provider, in its dialect.</summary>
    public IReadOnlyList<SentRequest> Sent
    {
        get
        {
            Assert.All(Provider.Requests, request => Assert.Equal((Dialect, "gpt-5.4"), (request.Dialect, request.Model)));
            return [.. Provider.Requests.Select(SentRequest.Of)];
        }
    }

    public static async Task<MatrixRig> StartAsync(ScriptedDialect dialect)
    {
        var provider = await ScriptedProvider.StartAsync(new() { Strict = true, ApiKey = GatewaySettings.ProviderKey + "-0" });
        try
        {
            var gateway = await GatewayHost.StartAsync(new GatewaySetup
            {
                Providers = [provider],
                Settings = new Dictionary<string, string?>
                {
                    ["Wayleave:Providers:openai:Dialect"] = dialect.ToString(),
                    ["Wayleave:Providers:openai:BaseAddress"] = (dialect == ScriptedDialect.Gemini ? provider.GeminiAddress : provider.BaseAddress).ToString(),
                    ["Wayleave:Models:1:Id"] = "embed-small",
                    ["Wayleave:Models:1:Kind"] = "Embedding",
                    ["Wayleave:Models:1:Deployments:0:Provider"] = "openai",
                },
            });
            return new MatrixRig(dialect, provider, gateway);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
