using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>A message of a request as this dialect has it: consecutive messages of one side are one.</summary>
/// <param name="isUser">Whether it is the user's, tools' results included.</param>
internal sealed class Turn(bool isUser)
{
    public bool IsUser { get; } = isUser;

    public List<AIContent> Contents { get; } = [];

    /// <summary>Gets the members that the hub has no property for, of each message that went into it.</summary>
    public List<AdditionalPropertiesDictionary> Extra { get; } = [];
}
