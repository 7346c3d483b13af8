namespace Wayleave;

/// <summary>What a request asked for.</summary>
public enum UsageOperation
{
    /// <summary>An answer of a chat model.</summary>
    Chat,

    /// <summary>The number of a prompt's input tokens. It generates nothing, and so costs nothing.</summary>
    CountTokens,

    /// <summary>The embeddings of texts.</summary>
    Embeddings,
}
