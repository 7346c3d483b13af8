namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>What a part of an item under way holds.</summary>
internal enum OutputPartKind : byte
{
    /// <summary>No part is under way.</summary>
    None,

    /// <summary>Text of a message.</summary>
    Text,

    /// <summary>A refusal.</summary>
    Refusal,

    /// <summary>The summary of a thought.</summary>
    Summary,
}
