namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>What a message holds.</summary>
[Flags]
internal enum BlockKinds : byte
{
    None = 0,

    /// <summary>Results of tools.</summary>
    Results = 1,

    /// <summary>Anything else.</summary>
    Others = 2,

    Both = Results | Others,

    /// <summary>Thinking without a signature.</summary>
    Unsigned = 4,

    /// <summary>Images, those in results of tools included.</summary>
    Image = 8,

    /// <summary>Documents other than plain text, those in results of tools included.</summary>
    Document = 16,

    Media = Image | Document,
}
