using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>The fields that the router adds to every dialect. They never go to a provider.</summary>
internal static class OwnFields
{
    public static bool IsOwn(RequestField field) => field is RequestField.NoLog or RequestField.PolicyIr;

    /// <summary>Tells whether the reader stands on a name that the router keeps to itself.</summary>
    public static bool IsOwnName(ref Utf8JsonReader reader) =>
        (reader.ValueIsEscaped || reader.ValueSpan is [(byte)'w' or (byte)'W' or (byte)'x' or (byte)'X', ..]) && IsOwnName(JsonText.Read(ref reader));

    /// <summary>Tells whether the name is one that the router keeps to itself.</summary>
    public static bool IsOwnName(string name) =>
        name is "no_log" or "policy_ir" || name.StartsWith("wayleave", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-wayleave", StringComparison.OrdinalIgnoreCase);
}
