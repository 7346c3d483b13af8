namespace Wayleave.Policies.Terms;

/// <summary>A link of a <c>chain</c>: who serves, and what. The short keys win over the long ones.</summary>
internal static class ChainLink
{
    public static bool IsKey(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("provider"u8) || key.SequenceEqual("provider_id"u8) || key.SequenceEqual("model"u8) || key.SequenceEqual("model_family"u8);

    public static string? ProviderOf(ParameterValue link) => (link.Find("provider"u8) ?? link.Find("provider_id"u8))?.String;

    public static string? ModelOf(ParameterValue link) => (link.Find("model"u8) ?? link.Find("model_family"u8))?.String;
}
