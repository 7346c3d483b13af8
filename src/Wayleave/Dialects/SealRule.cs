namespace Wayleave.Dialects;

/// <summary>Where the seals stand in a dialect's answers. Immutable and thread-safe.</summary>
/// <remarks>Places are told by depth as well: a tool's arguments may look alike, and are nobody's to change.</remarks>
/// <param name="members">The members that hold seals, each with the kind of the object that it stands in; null for any.</param>
/// <param name="wholeDepths">How deep in a whole answer such a member stands.</param>
/// <param name="eventDepths">How deep in an event of a stream.</param>
internal sealed class SealRule((string Name, string? Kind)[] members, int[] wholeDepths, int[] eventDepths)
{
    private readonly byte[][] _quoted = Array.ConvertAll(members, static member => System.Text.Encoding.UTF8.GetBytes($"\"{member.Kind ?? member.Name}\""));

    /// <summary>Gets the members' names.</summary>
    public NameTable Names { get; } = new(Array.ConvertAll(members, static member => member.Name));

    /// <summary>Gets or initializes a value that tells whether a seal can be read with that key alone that it was made with.</summary>
    public bool IsOfAccount { get; init; }

    /// <summary>Tells whether an answer may hold a seal. Nearly all have none, and are not looked at more closely.</summary>
    public bool MayHold(ReadOnlySpan<byte> json)
    {
        foreach (var quoted in _quoted)
        {
            if (json.IndexOf(quoted) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool IsPlace(int depth, bool isEvent) => Array.IndexOf(isEvent ? eventDepths : wholeDepths, depth) >= 0;

    /// <summary>Tells whether a member holds a seal in an object of a kind. Objects of several kinds may have it under one name.</summary>
    public bool IsOfKind(int member, string? kind)
    {
        var name = members[member].Name;
        foreach (var one in members)
        {
            if (one.Name == name && (one.Kind is not { } wanted || wanted == kind))
            {
                return true;
            }
        }

        return false;
    }
}
