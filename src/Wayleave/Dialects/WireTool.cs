using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Writes tools that came in a caller's body.</summary>
internal static class WireTool
{
    /// <summary>Writes a tool as it came, if it came in this dialect.</summary>
    /// <returns>Whether it did; otherwise nothing was written.</returns>
    public static bool TryWrite(Utf8JsonWriter writer, AITool tool, ChatDialect dialect)
    {
        var (source, json) = tool switch
        {
            WireFunctionTool function => (function.Dialect, function.Json),
            WireRawTool raw => (raw.Dialect, raw.Json),
            _ => (null, default),
        };
        if (!ReferenceEquals(source, dialect))
        {
            return false;
        }

        writer.WriteRawValue(json.Span, skipInputValidation: true);
        return true;
    }
}
