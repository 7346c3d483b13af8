namespace Wayleave.Testing;

/// <summary>How a <see cref="ScriptedProvider"/> is started.</summary>
public sealed class ScriptedProviderOptions
{
    /// <summary>Gets the clock of latencies, delays and time stamps.</summary>
    /// <value>The system's clock unless set; a <see cref="ManualTimeProvider"/> makes every wait explicit.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets whether to speak HTTP/2 without TLS, to clients that know it beforehand, in place of HTTP/1.1.</summary>
    /// <value>False unless set.</value>
    public bool Http2 { get; init; }

    /// <summary>Gets whether requests are kept in <see cref="ScriptedProvider.Requests"/>.</summary>
    /// <value>True unless set; false keeps the memory of a long run flat.</value>
    public bool Record { get; init; } = true;

    /// <summary>Gets the key that a request must present where its vendor looks for one; it is answered as the vendor answers a wrong key otherwise.</summary>
    /// <value>Null unless set: any key will do, or none.</value>
    public string? ApiKey { get; init; }

    /// <summary>Gets whether requests that the vendor would refuse are refused before the script is asked, with the vendor's 400.</summary>
    /// <remarks>
    /// The best known rules of each dialect, not all: who may speak when, what must be there, and what must not, such as sampling parameters
    /// in the newest version of Anthropic's API.
    /// </remarks>
    /// <value>False unless set.</value>
    public bool Strict { get; init; }

    /// <summary>Gets the constant text for load tests: every POST is answered from prepared bytes, neither parsed nor recorded nor scripted.</summary>
    /// <value>Null for a scripted provider. Set it together with <see cref="Record"/> = false.</value>
    public string? FixedReply { get; init; }

    /// <summary>Gets the number of content chunks in which <see cref="FixedReply"/> is streamed.</summary>
    /// <value>16 unless set; at least 1. Each chunk is flushed by itself.</value>
    public int FixedReplyChunks { get; init; } = 16;

    /// <summary>Gets the ids that <c>GET /v1/models</c> lists.</summary>
    /// <value><c>scripted-model</c> unless set. A request may name any model all the same.</value>
    public IReadOnlyList<string> Models { get; init; } = ["scripted-model"];

    internal void ThrowUnlessValid()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Models);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FixedReplyChunks);
        if (FixedReply is not null && Record)
        {
            throw new ArgumentException(
                "A provider with a FixedReply records nothing, and Record is 'true': set Record = false, or script the reply with ScriptedProvider.DefaultReply.");
        }

        if (FixedReply is not null && (Strict || ApiKey is not null))
        {
            throw new ArgumentException("A provider with a FixedReply reads no request, so it can neither be Strict nor ask for an ApiKey: leave these out, or FixedReply.");
        }
    }
}
