namespace Wayleave.Configuration;

/// <summary>Where a provider is asked for its models.</summary>
public enum ModelListSource
{
    /// <summary>The dialect's own list: <c>GET {base}/models</c>.</summary>
    Models,

    /// <summary>Ollama's list of the models on its disk: <c>GET /api/tags</c>, in place of the <c>/v1</c> at the end of the base address.</summary>
    OllamaTags,
}
