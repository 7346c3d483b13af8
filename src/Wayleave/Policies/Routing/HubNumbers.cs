using System.Text.Json;

namespace Wayleave.Policies.Routing;

/// <summary>Reads numbers out of additional properties, where programs and bodies put them in several forms.</summary>
internal static class HubNumbers
{
    public static bool TryRead(object? value, out double number)
    {
        (var found, number) = value switch
        {
            double wide => (true, wide),
            float narrow => (true, narrow),
            int small => (true, small),
            long large => (true, large),
            decimal exact => (true, (double)exact),
            JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetDouble(out var read) => (true, read),
            _ => (false, 0),
        };
        return found && double.IsFinite(number);
    }
}
