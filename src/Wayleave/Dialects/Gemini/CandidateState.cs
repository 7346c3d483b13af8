namespace Wayleave.Dialects.Gemini;

/// <summary>What is known of one candidate while its answer is read.</summary>
internal sealed class CandidateState(int index)
{
    public int Index { get; } = index;

    /// <summary>Gets or sets the number of tool calls so far.</summary>
    public int Calls { get; set; }

    public bool HasContent { get; set; }

    public bool IsFinished { get; set; }
}
