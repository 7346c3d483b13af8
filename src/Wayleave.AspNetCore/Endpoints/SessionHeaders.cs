using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Finds the conversation's id in the headers by which coding agents and other gateways send it.</summary>
internal static class SessionHeaders
{
    // In the order of precedence: the most explicit first.
    private static readonly string[] Names =
    [
        "X-Session-Id", "X-Claude-Code-Session-Id", "Session-Id", "X-Litellm-Session-Id", "Helicone-Session-Id", "Agent-Session-Id",
    ];

    /// <summary>Gets the id, or null when there is none.</summary>
    public static string? Find(IHeaderDictionary headers)
    {
        foreach (var name in Names)
        {
            if (headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } id])
            {
                return id;
            }
        }

        return null;
    }
}
