using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>One entry of a request's contents.</summary>
internal sealed class Turn(TurnKind kind)
{
    public TurnKind Kind { get; } = kind;

    public List<AIContent> Contents { get; } = [];

    /// <summary>Gets the calls that the contents of <see cref="TurnKind.Results"/> answer, one by one.</summary>
    public List<CallPlace> Answered { get; } = [];
}
