using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>How a dialect spells the fields that the router reads. Immutable and thread-safe.</summary>
internal sealed class FieldTable
{
    private readonly NameTable _names;
    private readonly RequestField[] _fields;

    public FieldTable(params ReadOnlySpan<(RequestField Field, string Name)> fields)
    {
        var names = new string[fields.Length];
        _fields = new RequestField[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            (_fields[i], names[i]) = fields[i];
        }

        _names = new NameTable(names);
    }

    /// <summary>Finds the field whose name the reader stands on.</summary>
    public RequestField Find(ref Utf8JsonReader reader)
    {
        var index = _names.Find(ref reader);
        return index < 0 ? RequestField.Unknown : _fields[index];
    }

    public string NameOf(RequestField field) => _names[Array.IndexOf(_fields, field)];
}
