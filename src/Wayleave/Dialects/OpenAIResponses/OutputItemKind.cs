namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The items of an answer as far as the reader of a stream tells them apart.</summary>
internal enum OutputItemKind : byte
{
    /// <summary>Text or a refusal.</summary>
    Message,

    /// <summary>A call of a function.</summary>
    FunctionCall,

    /// <summary>A thought.</summary>
    Reasoning,

    /// <summary>Anything else.</summary>
    Other,
}
