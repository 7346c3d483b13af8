namespace Wayleave.Policies.Routing;

/// <summary>What the language calls the capabilities that the menu declares: <c>meets_req</c> asks for them by these names.</summary>
internal static class CapabilityAliases
{
    public static IReadOnlyList<string> Of(string capability) => capability.ToUpperInvariant() switch
    {
        "TOOLS" => ["supports_tools"],
        "VISION" => ["supports_vision"],
        "JSON_SCHEMA" or "JSON_MODE" => ["supports_json_mode"],
        "SEED" => ["supports_seed"],
        _ => [],
    };
}
