using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Policies.Building;

/// <summary>Writes terms as JSON text, piece by piece.</summary>
internal static class TermText
{
    /// <summary>Writes a term.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">Its arguments, each as JSON.</param>
    public static string Of(string operation, params IEnumerable<string> arguments)
    {
        var text = new StringBuilder("[").Append(Quote(operation));
        foreach (var argument in arguments)
        {
            text.Append(',').Append(argument);
        }

        return text.Append(']').ToString();
    }

    public static string Quote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    /// <summary>Writes an array of strings.</summary>
    public static string Quote(IEnumerable<string> values) => $"[{string.Join(',', values.Select(Quote))}]";

    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or NaN, for which the language has no word.</exception>
    public static string Number(double value) => double.IsFinite(value)
        ? value.ToString("R", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A policy's numbers are finite.");
}
