using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Wayleave.Policies.Terms;

/// <summary>How a refused policy is reported: where the fault is, what stands there, and what would be valid.</summary>
internal static class PolicyFault
{
    private const int LongestQuote = 64;
    private const string Field = "policy_ir";

    /// <summary>A fault at a place of the policy.</summary>
    /// <param name="pointer">The JSON pointer, empty for the policy itself.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="valid">What would be valid.</param>
    public static RouteException At(string pointer, string found, string valid) => Refuse(
        pointer, $"The policy was not admitted: {Place(pointer)} stands {found}. Valid is {valid}.");

    public static RouteException TooLong(int bytes) => Refuse(
        "", $"The policy was not admitted: it has '{bytes.ToString(CultureInfo.InvariantCulture)}' bytes. Valid are at most {PolicyLimits.MaxBytes} bytes.");

    public static RouteException NotUtf8() => Refuse(
        "", "The policy was not admitted: it is not valid UTF-8. Valid is one JSON array encoded as UTF-8.");

    public static RouteException Malformed(JsonException cause, string pointer) => Refuse(
        pointer,
        string.Create(CultureInfo.InvariantCulture, $"The policy was not admitted: {Place(pointer)} stands malformed JSON (line {(cause.LineNumber ?? 0) + 1}, byte {(cause.BytePositionInLine ?? 0) + 1}). Valid is one JSON array, without comments or trailing commas."));

    public static RouteException NoSuchCustom(string symbol) => Refuse(
        "", $"The policy cannot run: no transform is registered under the symbol '{Shorten(symbol)}'. Use a symbol that the host has registered, or leave 'custom' out.");

    public static RouteException NotAnEnvelope(string operation) => Refuse(
        "", $"The policy cannot narrow other policies: its selector '{operation}' drops candidates by their place among others. Say in its filter what may be used, and leave the selector 'ordered' or 'argmax'.");

    /// <summary>A text as messages quote it.</summary>
    public static string Quote(string text) => $"'{Shorten(text)}'";

    public static string Quote(ReadOnlySpan<byte> utf8) => Quote(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * LongestQuote)]));

    private static RouteException Refuse(string pointer, string message) => new(RouteErrorCode.InvalidPolicy, FaultOrigin.Caller, message)
    {
        Param = Field + pointer,
    };

    private static string Place(string pointer) => pointer.Length == 0 ? "at its root" : $"at '{pointer}'";

    private static string Shorten(string text)
    {
        if (text.Length <= LongestQuote)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return string.Concat(text.AsSpan(0, length), "...");
    }
}
