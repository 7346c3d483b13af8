namespace Wayleave.Planning;

/// <summary>How configuration spells the capabilities, and what in a request asks for each.</summary>
internal static class CapabilityNames
{
    private static readonly (string Name, CapabilitySet Capability, string Asks)[] All =
    [
        ("tools", CapabilitySet.Tools, "has tools"),
        ("vision", CapabilitySet.Vision, "has an image"),
        ("pdf", CapabilitySet.Pdf, "has a document"),
        ("audio", CapabilitySet.Audio, "has audio"),
        ("json_schema", CapabilitySet.JsonSchema, "wants an answer by a JSON schema"),
    ];

    /// <summary>Reads a model's list.</summary>
    public static CapabilitySet Parse(IReadOnlyList<string> names)
    {
        var set = CapabilitySet.None;
        foreach (var (name, capability, _) in All)
        {
            set |= names.Contains(name, StringComparer.OrdinalIgnoreCase) ? capability : CapabilitySet.None;
        }

        return set;
    }

    /// <summary>Says what a request asks for and a model does not declare.</summary>
    public static string Describe(CapabilitySet missing, IReadOnlyList<string> declared)
    {
        var first = Array.Find(All, item => (missing & item.Capability) != 0);
        return $"the request {first.Asks}, and the model does not declare '{first.Name}' among its capabilities ({string.Join(", ", declared)})";
    }
}
