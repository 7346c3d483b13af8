using Wayleave.Dialects;

namespace Wayleave.Providers;

/// <summary>The addresses of Azure OpenAI's dated API: the deployment in the path, the version in the query.</summary>
internal static class AzureAddress
{
    /// <summary>Gets the address that a dialect's path is appended to, in front of the query.</summary>
    /// <param name="endpoint">The resource's endpoint, such as <c>https://name.openai.azure.com</c>.</param>
    /// <param name="apiVersion">The API's version.</param>
    /// <param name="deployment">The deployment; null for paths that speak of none.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>: the name cannot stand in a path.</exception>
    public static Uri Of(Uri endpoint, string apiVersion, string? deployment)
    {
        var root = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

        // A name stays one segment, whatever stands in it; these two would not.
        if (deployment is "." or "..")
        {
            throw RequestFault.WrongValue("model", deployment, "the name of a deployment");
        }

        var path = deployment is null ? "" : $"/deployments/{Uri.EscapeDataString(deployment)}";
        return new Uri($"{root}/openai{path}?api-version={Uri.EscapeDataString(apiVersion)}");
    }
}
