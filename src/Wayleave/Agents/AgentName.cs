namespace Wayleave.Agents;

/// <summary>How agents are written as model ids: <c>agent/{id}</c>, <c>agent/{id}:heavy</c>, <c>agent/{id}:max</c>. Slash and colon mean the same.</summary>
internal static class AgentName
{
    /// <summary>The first segment.</summary>
    public const string Head = "agent";

    /// <summary>The suffix of heavy work.</summary>
    public const string Heavy = ":heavy";

    /// <summary>The suffix of the hardest work.</summary>
    public const string Max = ":max";

    private const string Normal = ":normal";

    public static string Of(string id, string suffix = "") => $"{Head}/{id}{suffix}";

    /// <summary>Brings a name into the form in which agents are found; null when it cannot be an agent's.</summary>
    /// <remarks>Allocates only for names that begin like an agent's.</remarks>
    public static string? Canonical(string name)
    {
        if (name.Length <= Head.Length + 1 || !IsSeparator(name[Head.Length]) || !name.StartsWith(Head, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = name[(Head.Length + 1)..];
        var at = rest.AsSpan().LastIndexOfAny('/', ':');
        if (at < 0)
        {
            return Of(rest);
        }

        var suffix = $":{rest[(at + 1)..]}";
        return Of(rest[..at], suffix.Equals(Normal, StringComparison.OrdinalIgnoreCase) ? "" : suffix);
    }

    private static bool IsSeparator(char character) => character is '/' or ':';
}
