using Wayleave.Snapshots;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Models</c>, the platform's menu.</summary>
internal static class ModelValidator
{
    private const decimal HighestPrice = 1_000_000m;

    public static void Validate(WayleaveConfig config, IReadOnlyDictionary<string, HostClient> hostClients, ConfigProblems problems)
    {
        problems.Unique("Models", config.Models.Select(static model => model.Id));
        string[] callable = [.. config.Providers.Keys, .. hostClients.Keys];
        for (var index = 0; index < config.Models.Count; index++)
        {
            var model = config.Models[index];
            var path = $"Models:{index}";
            if (!Tiers.ModelIdSegment.IsWellFormed(model.Id))
            {
                problems.Error($"{path}:Id", $"'{model.Id}' is not a model id: 1 to {Tiers.ModelIdSegment.MaxLength} printable characters without spaces.");
            }

            ValidatePrice($"{path}:Price", model.Price, problems);
            ValidateTokens($"{path}:ContextWindow", model.ContextWindow, problems);
            ValidateTokens($"{path}:MaxOutputTokens", model.MaxOutputTokens, problems);
            ValidateDeployments(path, model, callable, hostClients, problems);
        }
    }

    private static void ValidateDeployments(string path, ModelConfig model, string[] callable, IReadOnlyDictionary<string, HostClient> hostClients, ConfigProblems problems)
    {
        if (model.Deployments.Count == 0)
        {
            problems.Error($"{path}:Deployments", $"model '{model.Id}' has none. Add at least one, such as {{ \"Provider\": \"openai\", \"Model\": \"{model.Id}\" }}.");
        }

        for (var index = 0; index < model.Deployments.Count; index++)
        {
            var deployment = model.Deployments[index];
            problems.OneOf($"{path}:Deployments:{index}:Provider", "provider", deployment.Provider, callable);
            if (hostClients.TryGetValue(deployment.Provider, out var client) && client.Kind != model.Kind)
            {
                problems.Error(
                    $"{path}:Deployments:{index}:Provider",
                    $"'{deployment.Provider}' is a client of the host of the kind {client.Kind}, and model '{model.Id}' is of the kind {model.Kind}. Name a client that {(model.Kind == ModelKind.Chat ? "AddChatClient" : "AddEmbeddingGenerator")} registered, or correct the model's 'Kind'.");
            }

            problems.Weight($"{path}:Deployments:{index}:Weight", deployment.Weight);
            ValidatePrice($"{path}:Deployments:{index}:Price", deployment.Price, problems);
        }

        var ids = model.Deployments.Select(deployment => CatalogBuilder.DeploymentId(model, deployment));
        problems.Unique($"{path}:Deployments", ids);
    }

    private static void ValidatePrice(string path, PriceConfig? price, ConfigProblems problems)
    {
        foreach (var (name, value) in new[] { ("Input", price?.Input), ("CachedInput", price?.CachedInput), ("CacheWrite", price?.CacheWrite), ("Output", price?.Output) })
        {
            if (value is { } dollars)
            {
                problems.Range($"{path}:{name}", dollars, 0m, HighestPrice);
            }
        }
    }

    private static void ValidateTokens(string path, int? tokens, ConfigProblems problems)
    {
        if (tokens is <= 0)
        {
            problems.Error(path, $"'{tokens}' is not a number of tokens; leave it out when it is unknown.");
        }
    }
}
