using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>A message of a request as this dialect has it: consecutive messages of one side are one.</summary>
/// <param name="role">Whose it is; tools' results are the user's.</param>
internal sealed class Turn(string role)
{
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string System = "system";

    public string Role { get; } = role;

    public List<AIContent> Contents { get; } = [];

    /// <summary>Gets the members that the hub has no property for, of each message that went into it.</summary>
    public List<AdditionalPropertiesDictionary> Extra { get; } = [];
}
