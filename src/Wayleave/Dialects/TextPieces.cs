using System.Text;

namespace Wayleave.Dialects;

/// <summary>A text that comes in any number of pieces: one is kept as it is, many cost no more than their length. Mutable.</summary>
internal struct TextPieces
{
    private string? _first;
    private StringBuilder? _all;

    /// <summary>Gets the whole text, or null when there was no piece.</summary>
    public readonly string? Text => _all?.ToString() ?? _first;

    public void Add(string? piece)
    {
        if (_first is null)
        {
            _first = piece ?? "";
        }
        else
        {
            (_all ??= new StringBuilder(_first)).Append(piece);
        }
    }
}
