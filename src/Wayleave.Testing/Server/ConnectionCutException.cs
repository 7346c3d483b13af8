namespace Wayleave.Testing;

/// <summary>Leaves a request's handler to make the server end the connection inside the answer.</summary>
/// <remarks>
/// The server sends what was written before it closes: no terminating chunk follows, so the client knows that the answer is
/// not whole. To abort the connection would race with the bytes that are still on their way.
/// </remarks>
internal sealed class ConnectionCutException() : Exception("The script cuts the connection here.");
