namespace Wayleave.Dialects;

/// <summary>Collects the edits while the scan walks the top-level members in their order.</summary>
internal struct SplicePlanner
{
    private readonly List<SpliceEdit> _edits;
    private SpliceEdit? _streamOptions;
    private readonly int _bodyStart;
    private int _lastKeptEnd;
    private int _cutStart;
    private int _cutEnd;

    /// <param name="bodyStart">Where the first member may stand, just behind the opening brace.</param>
    public SplicePlanner(int bodyStart)
    {
        _edits = new List<SpliceEdit>(2);
        _streamOptions = new SpliceEdit(bodyStart, bodyStart, SpliceText.StreamOptions);
        _bodyStart = bodyStart;
        _lastKeptEnd = -1;
        _cutStart = -1;
    }

    /// <summary>Notes a member that stays.</summary>
    public void Keep(int nameStart, int valueEnd)
    {
        if (_cutStart >= 0)
        {
            // What stood in between goes, up to this member: its own white space stays in front of the cut.
            _edits.Add(new SpliceEdit(_cutStart, nameStart, SpliceText.Nothing));
            _cutStart = -1;
        }

        _lastKeptEnd = valueEnd;
    }

    /// <summary>Notes a member that goes.</summary>
    public void Cut(int nameStart, int valueEnd)
    {
        if (_cutStart < 0)
        {
            _cutStart = nameStart;
        }

        _cutEnd = valueEnd;
    }

    /// <summary>Notes where the model's name stands. After <see cref="Keep"/> of its member.</summary>
    public readonly void Model(int valueStart, int valueEnd) => _edits.Add(new SpliceEdit(valueStart, valueEnd, SpliceText.Model));

    /// <summary>Notes that the body names no model, so that the name goes in front of what stays.</summary>
    public readonly void MissingModel() => _edits.Insert(0, new SpliceEdit(_bodyStart, _bodyStart, SpliceText.ModelFirst));

    /// <summary>Notes what makes the stream options ask for usage; null when they do already.</summary>
    public void StreamOptions(SpliceEdit? edit) => _streamOptions = edit;

    /// <param name="asksForUsage">Whether the stream options must ask for usage.</param>
    public SplicePlan Build(bool asksForUsage)
    {
        if (_cutStart >= 0)
        {
            // Nothing follows, so the comma in front goes with the cut.
            _edits.Add(new SpliceEdit(_lastKeptEnd < 0 ? _cutStart : _lastKeptEnd, _cutEnd, SpliceText.Nothing));
        }

        if (asksForUsage && _streamOptions is { } edit)
        {
            var index = 0;
            while (index < _edits.Count && _edits[index].Start < edit.Start)
            {
                index++;
            }

            _edits.Insert(index, edit);
        }

        return new SplicePlan([.. _edits]);
    }
}
