using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Matrix.Clients;

/// <summary>An official client on one endpoint.</summary>
internal abstract class MatrixClient
{
    /// <summary>Room for the least budget of thinking that Anthropic takes.</summary>
    protected const int MaxTokens = 9000;

    public static IReadOnlyList<MatrixClient> All { get; } = [new ChatMatrixClient(), new ResponsesMatrixClient(), new MessagesMatrixClient()];

    /// <summary>Gets the path of the endpoint.</summary>
    public abstract string Endpoint { get; }

    /// <summary>Gets the words in which the client says that an answer ended by itself, and that it ended to call functions.</summary>
    public abstract (string Said, string Called) Stops { get; }

    /// <summary>Gets whether an answer can carry the seal of its reasoning back to where it came from.</summary>
    public abstract bool KeepsSeals { get; }

    public abstract Task<ClientAnswer> AskAsync(GatewayHost gateway, Question question, bool streaming);

    /// <summary>Gets what a failed request told the client; null when the failure is none of the client's own.</summary>
    public abstract (int Status, string Message)? ErrorOf(Exception exception);
}
