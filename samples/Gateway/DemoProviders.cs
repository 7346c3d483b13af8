using Wayleave.Testing;

namespace Gateway;

/// <summary>Decides for each vendor whether the real one serves or a scripted provider in this process.</summary>
internal sealed class DemoProviders : IAsyncDisposable
{
    private static readonly (string Provider, string Variable)[] Vendors =
        [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY"), ("gemini", "GEMINI_API_KEY")];

    private readonly ScriptedProvider _scripted;

    private DemoProviders(ScriptedProvider scripted)
    {
        _scripted = scripted;
        foreach (var (provider, variable) in Vendors)
        {
            var key = Environment.GetEnvironmentVariable(variable);
            (string.IsNullOrWhiteSpace(key) ? Scripted : Real).Add(provider);
            if (string.IsNullOrWhiteSpace(key))
            {
                var address = provider == "gemini" ? scripted.GeminiAddress : scripted.BaseAddress;
                Configuration[$"Wayleave:Providers:{provider}:BaseAddress"] = address.ToString();
                Configuration[$"Wayleave:Providers:{provider}:AllowPrivateNetwork"] = "true";
                key = "scripted-provider-needs-no-real-key";
            }

            foreach (var lane in new[] { "pool", "platform" })
            {
                Configuration[$"Wayleave:Credentials:{provider}-{lane}:Id"] = $"{lane}-{provider}";
                Configuration[$"Wayleave:Credentials:{provider}-{lane}:Provider"] = provider;
                Configuration[$"Wayleave:Credentials:{provider}-{lane}:Lane"] = lane;
                Configuration[$"Wayleave:Credentials:{provider}-{lane}:Secret"] = key;
            }
        }
    }

    /// <summary>Gets what to lay over the sample's <c>appsettings.json</c>.</summary>
    public Dictionary<string, string?> Configuration { get; } = [];

    public List<string> Scripted { get; } = [];

    public List<string> Real { get; } = [];

    public static async Task<DemoProviders> StartAsync() => new(await ScriptedProvider.StartAsync());

    public ValueTask DisposeAsync() => _scripted.DisposeAsync();
}
