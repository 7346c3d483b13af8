namespace Wayleave.Dialects.OpenAI;

/// <summary>Cuts members out of one object so that its commas stay right.</summary>
internal struct MemberCuts()
{
    private int _keptEnd = -1;
    private int _cutStart = -1;
    private int _cutEnd;

    /// <summary>Notes a member that goes.</summary>
    public void Cut(int nameStart, int valueEnd)
    {
        if (_cutStart < 0)
        {
            _cutStart = nameStart;
        }

        _cutEnd = valueEnd;
    }

    /// <summary>Begins a member that stays. Before anything inside it is replaced.</summary>
    public void Keep(ref JsonCopier copier, int nameStart)
    {
        if (_cutStart >= 0)
        {
            copier.Replace(_cutStart, nameStart, default);
            _cutStart = -1;
        }
    }

    /// <summary>Ends a member that stays.</summary>
    public void Kept(int valueEnd) => _keptEnd = valueEnd;

    /// <summary>Ends the object.</summary>
    public readonly void End(ref JsonCopier copier)
    {
        if (_cutStart >= 0)
        {
            // Nothing follows, so the comma in front goes with the cut.
            copier.Replace(_keptEnd < 0 ? _cutStart : _keptEnd, _cutEnd, default);
        }
    }
}
