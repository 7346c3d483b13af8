namespace Wayleave.Dialects;

/// <summary>What messages hold beside text, as far as a model must be made for it.</summary>
[Flags]
internal enum MediaKinds : byte
{
    None = 0,

    Image = 1,

    Audio = 2,

    /// <summary>A file such as a PDF; a plain text is none.</summary>
    Document = 4,
}
