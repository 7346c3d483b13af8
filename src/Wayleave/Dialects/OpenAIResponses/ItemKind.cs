namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>What an item of the input is, as far as the order of messages depends on it.</summary>
internal enum ItemKind : byte
{
    /// <summary>A message of the user, the system or the developer.</summary>
    Message,

    /// <summary>A message of the assistant.</summary>
    Answer,

    /// <summary>Another item that the model made: a call, a thought.</summary>
    Output,

    /// <summary>The result of a call, or an item of another kind that stands for itself.</summary>
    Result,
}
