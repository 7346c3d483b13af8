using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Where the seals stand in a dialect's requests and answers. Immutable and thread-safe.</summary>
/// <remarks>Places are told by their depth as well: a tool's arguments may look alike, and are nobody's to change.</remarks>
/// <param name="members">The members that hold seals, each with the kind of the object that it stands in; null for any.</param>
/// <param name="requestDepths">How deep in a request such a member stands.</param>
internal sealed class SealRule((string Name, string? Kind)[] members, params int[] requestDepths)
{
    private readonly NameTable _names = new(Array.ConvertAll(members, static member => member.Name));
    private readonly byte[][] _quoted = Array.ConvertAll(members, static member => System.Text.Encoding.UTF8.GetBytes($"\"{member.Kind ?? member.Name}\""));

    /// <summary>Gets or initializes how deep in a whole answer a seal stands; empty where answers are left as they are.</summary>
    public int[] AnswerDepths { get; init; } = [];

    /// <summary>Gets or initializes how deep in an event of a stream a seal stands.</summary>
    public int[] EventDepths { get; init; } = [];

    /// <summary>Gets how deep in a request a seal stands.</summary>
    public int[] RequestDepths => requestDepths;

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

    /// <summary>Finds the seals.</summary>
    /// <returns>Where each begins, behind its quotation mark.</returns>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    public List<int> Find(ReadOnlySpan<byte> json, int[] depths)
    {
        var places = new List<int>(1);
        Span<int> objects = stackalloc int[DialectJson.MaxDepth + 1];
        var kinds = new (int Start, string? Kind)[Deepest(depths) + 1];
        var reader = new Utf8JsonReader(json, DialectJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                objects[reader.CurrentDepth] = (int)reader.TokenStartIndex;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && Array.IndexOf(depths, reader.CurrentDepth) >= 0 && _names.Find(ref reader) is >= 0 and var member)
            {
                var start = objects[reader.CurrentDepth - 1];
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    objects[reader.CurrentDepth] = (int)reader.TokenStartIndex;
                }
                else if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                {
                    // An object is read once for its kind, however often it repeats a member, and objects inside it others.
                    ref var kind = ref kinds[reader.CurrentDepth];
                    kind = kind.Start == start + 1 ? kind : (start + 1, KindOf(json[start..]));
                    if (IsOfKind(member, kind.Kind))
                    {
                        places.Add((int)reader.TokenStartIndex + 1);
                    }
                }
            }
        }

        return places;
    }

    private static int Deepest(int[] depths)
    {
        var deepest = 0;
        foreach (var depth in depths)
        {
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static string? KindOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, DialectJson.ReaderOptions);
        string? kind = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = JsonText.ValueEquals(ref reader, "type"u8);
            reader.Read();
            if (isType)
            {
                // Of twins the last counts, as for the decoders.
                kind = reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : null;
            }

            reader.Skip();
        }

        return kind;
    }

    // The same name may stand for several kinds.
    private bool IsOfKind(int member, string? kind)
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
