namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>What part of a body's message a message of the hub is.</summary>
internal enum WirePart : byte
{
    /// <summary>The value of <c>system</c>.</summary>
    System,

    /// <summary>The whole message.</summary>
    Whole,

    /// <summary>The results of tools in a user's message, which the hub has in a message of their own.</summary>
    Results,

    /// <summary>What stands beside them.</summary>
    Rest,
}
