namespace Wayleave.Testing;

/// <summary>What a request asks of a <see cref="ScriptedProvider"/>.</summary>
public enum ScriptedOperation
{
    /// <summary>Nothing that a dialect knows; a POST is answered from the script all the same.</summary>
    Unknown,

    /// <summary>An answer of the model.</summary>
    Chat,

    /// <summary>The number of tokens in a prompt.</summary>
    TokenCount,

    /// <summary>Vectors of texts.</summary>
    Embeddings,

    /// <summary>The list of models, or one of them.</summary>
    Models,
}
