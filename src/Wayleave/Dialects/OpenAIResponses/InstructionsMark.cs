namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The raw representation of the message that holds a request's <c>instructions</c>.</summary>
internal sealed class InstructionsMark
{
    public static readonly InstructionsMark Instance = new();

    private InstructionsMark()
    {
    }
}
