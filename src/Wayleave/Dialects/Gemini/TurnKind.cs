namespace Wayleave.Dialects.Gemini;

/// <summary>What an entry of a request's contents holds.</summary>
internal enum TurnKind
{
    /// <summary>The user's words and media.</summary>
    User,

    /// <summary>The model's answer, its tool calls among it.</summary>
    Model,

    /// <summary>The results of the tool calls of the turn before, which belong into one entry.</summary>
    Results,
}
