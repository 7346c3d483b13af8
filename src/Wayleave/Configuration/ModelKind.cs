namespace Wayleave.Configuration;

/// <summary>What a model does.</summary>
public enum ModelKind
{
    /// <summary>It chats.</summary>
    Chat,

    /// <summary>It embeds.</summary>
    Embedding,
}
