using System.Text;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>An item of a streamed answer while it is under way.</summary>
internal sealed class StreamedItem
{
    public OutputItemKind Kind { get; set; } = OutputItemKind.Other;

    public string? CallId { get; set; }

    public string? Name { get; set; }

    public StringBuilder Arguments { get; } = new();

    /// <summary>Gets or sets a value that tells whether pieces of its text were handed out.</summary>
    public bool HasText { get; set; }

    /// <summary>Gets or sets the last part of the summary that text came for.</summary>
    public int SummaryIndex { get; set; }

    /// <summary>Gets or sets a value that tells whether all of it was handed out.</summary>
    public bool IsDone { get; set; }
}
