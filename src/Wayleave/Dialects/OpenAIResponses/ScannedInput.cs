namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The input of a request, checked and ordered into messages.</summary>
/// <remarks>
/// What a model says in one turn comes as several items, but is one message in every other dialect: its calls have to stand
/// together, before their results. So neighbouring items of the model form a message; another message of the assistant begins
/// a new one, unless calls are still waiting for their results.
/// </remarks>
internal sealed class ScannedInput
{
    private readonly List<ScannedItem> _items = new(4);
    private readonly List<int> _starts = new(4);
    private bool _hasAnswer;
    private bool _hasOther;
    private ItemKind _last = ItemKind.Result;

    /// <summary>Gets where the input stands when it is a string.</summary>
    public ByteRange? Text { get; init; }

    /// <summary>Gets or sets a value that tells whether an item has an id that this router made.</summary>
    public bool HasMadeIds { get; set; }

    /// <summary>Gets or sets what the items hold beside text.</summary>
    public MediaKinds Media { get; set; }

    /// <summary>Gets or sets what only a provider of this dialect can serve.</summary>
    public DialectPin? Pin { get; set; }

    /// <summary>Gets the number of messages.</summary>
    public int Count => Text is null ? _starts.Count : 1;

    public int ItemCount => _items.Count;

    public void Add(ScannedItem item)
    {
        var continues = _last is ItemKind.Answer or ItemKind.Output
            && (item.Kind == ItemKind.Output || (item.Kind == ItemKind.Answer && (!_hasAnswer || _hasOther)));
        if (!continues)
        {
            _starts.Add(_items.Count);
            _hasAnswer = _hasOther = false;
        }

        _hasAnswer |= item.Kind == ItemKind.Answer;
        _hasOther |= item.Kind == ItemKind.Output;
        _last = item.Kind;
        _items.Add(item);
    }

    /// <summary>Gets the items of a message.</summary>
    public ReadOnlySpan<ScannedItem> this[int message]
    {
        get
        {
            var end = message + 1 < _starts.Count ? _starts[message + 1] : _items.Count;
            return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_items)[_starts[message]..end];
        }
    }
}
