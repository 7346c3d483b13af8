namespace Wayleave.Dialects;

/// <summary>The inputs of a body as far as routing needs them.</summary>
/// <param name="Count">How many there are, and so how many vectors are asked for.</param>
/// <param name="IsTokens">Whether they are tokens, not texts.</param>
/// <param name="TokenCount">The number of tokens; zero for texts.</param>
internal readonly record struct EmbeddingInputs(int Count, bool IsTokens, long TokenCount);
