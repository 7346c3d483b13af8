using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Finds property names of a closed list, as they read unescaped. Immutable and thread-safe.</summary>
internal sealed class NameTable
{
    private readonly byte[][] _names;
    private readonly string[] _texts;

    public NameTable(params ReadOnlySpan<string> names)
    {
        _names = new byte[names.Length][];
        _texts = names.ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(names[i]);
        }
    }

    /// <summary>Gets a name by its position.</summary>
    public string this[int index] => _texts[index];

    /// <summary>Tells whether the list holds the name.</summary>
    public bool Contains(string name)
    {
        foreach (var known in _names)
        {
            if (Ascii.Equals(known, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a property's name, whether or not the list holds it; one that it holds costs no string.</summary>
    public string Read(JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return _texts[i];
            }
        }

        return JsonText.Unescape(name);
    }

    /// <summary>Finds the name that the reader stands on.</summary>
    /// <returns>Its position, or -1.</returns>
    public int Find(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        var escaped = reader.ValueIsEscaped;
        for (var i = 0; i < _names.Length; i++)
        {
            var known = _names[i];
            if (escaped ? JsonText.UnescapedEquals(name, known) : name.Length == known.Length && name.SequenceEqual(known))
            {
                return i;
            }
        }

        return -1;
    }
}
