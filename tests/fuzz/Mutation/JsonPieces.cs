using System.Text.Json;

namespace Wayleave.Fuzz.Mutation;

/// <summary>Where the members and values of a JSON text stand, as far as it can be read.</summary>
internal sealed class JsonPieces
{
    private const int MaxPieces = 4096;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    /// <summary>Gets the values, each with its first byte and its end.</summary>
    public List<(int Start, int End)> Values { get; } = [];

    /// <summary>Gets the members, from the first byte of the name to the end of the value.</summary>
    public List<(int Start, int End)> Members { get; } = [];

    /// <summary>Gets the names, quotation marks included.</summary>
    public List<(int Start, int End)> Names { get; } = [];

    /// <summary>Gets the places just behind an opening brace, where a member may be put.</summary>
    public List<int> Openings { get; } = [];

    public void Read(ReadOnlySpan<byte> json)
    {
        Values.Clear();
        Members.Clear();
        Names.Clear();
        Openings.Clear();
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            var open = new Stack<(int Start, int Name)>();
            var name = -1;
            while (Values.Count < MaxPieces && reader.Read())
            {
                Note(ref reader, open, ref name);
            }
        }
        catch (JsonException)
        {
            // Broken by an earlier mutation; what stands before the fault is known.
        }
    }

    private void Note(ref Utf8JsonReader reader, Stack<(int Start, int Name)> open, ref int name)
    {
        var start = (int)reader.TokenStartIndex;
        var end = (int)reader.BytesConsumed;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                // What was consumed ends behind the colon.
                name = start;
                Names.Add((start, start + reader.ValueSpan.Length + 2));
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    Openings.Add(end);
                }

                open.Push((start, name));
                name = -1;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var opened = open.Pop();
                Add(opened.Start, opened.Name, end);
                name = -1;
                break;
            default:
                Add(start, name, end);
                name = -1;
                break;
        }
    }

    private void Add(int start, int name, int end)
    {
        Values.Add((start, end));
        if (name >= 0)
        {
            Members.Add((name, end));
        }
    }
}
