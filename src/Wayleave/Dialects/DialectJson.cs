using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>How every dialect reads and writes JSON.</summary>
internal static class DialectJson
{
    /// <summary>The deepest nesting that is accepted, from callers and from providers.</summary>
    public const int MaxDepth = 256;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    public static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    // The bodies travel as application/json, never inside HTML, so only what JSON itself demands is escaped.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
