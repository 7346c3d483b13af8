namespace Wayleave.Fuzz.Http;

/// <summary>What the upstream answers next, whatever it is asked.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type; null for none.</param>
/// <param name="Body">The body.</param>
/// <param name="IsCut">Whether the connection breaks after the body, before its announced end.</param>
internal sealed record PreparedReply(int Status, string? ContentType, byte[] Body, bool IsCut = false)
{
    public const string Json = "application/json";

    public const string EventStream = "text/event-stream";
}
