namespace Wayleave.IntegrationTests.Matrix;

/// <summary>What the official client made of an answer.</summary>
/// <param name="Text">The text.</param>
/// <param name="Thought">The reasoning; empty when there is none.</param>
/// <param name="Calls">The calls of functions.</param>
/// <param name="Stop">Why it ended, in the client's word.</param>
/// <param name="Usage">Tokens read and written.</param>
/// <param name="History">The answer as the client hands it back in the next request, in its own types.</param>
internal sealed record ClientAnswer(
    string Text, string Thought, IReadOnlyList<ClientCall> Calls, string Stop, (long Input, long Output) Usage, object History);
