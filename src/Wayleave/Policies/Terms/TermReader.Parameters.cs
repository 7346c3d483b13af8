using System.Globalization;
using System.Text.Json;

namespace Wayleave.Policies.Terms;

/// <summary>Reading parameters: what the signature says stands there, and nothing nested that nobody reads.</summary>
internal ref partial struct TermReader
{
    private ParameterValue ReadParameter(ParameterSort sort) => sort switch
    {
        ParameterSort.Num => ReadNumber("a finite number"),
        ParameterSort.Count => ReadCount(),
        ParameterSort.Rel => ReadRelation(),
        ParameterSort.NumField or ParameterSort.BoolField => ReadField(sort),
        ParameterSort.Tier => ReadTier(),
        ParameterSort.Name => ReadName("a string"),
        ParameterSort.Scalar => ReadScalar(),
        ParameterSort.Action => ReadAction(),
        ParameterSort.Recipe => ReadRecipe(),
        _ => ReadChain(),
    };

    private readonly ParameterValue ReadNumber(string valid) =>
        _json.TokenType == JsonTokenType.Number && TryNumber(out var number) ? ParameterValue.Of(number) : throw Fault(Found(), valid);

    private readonly ParameterValue ReadCount() =>
        _json.TokenType == JsonTokenType.Number && TryNumber(out var number) && number >= 1 && Math.Floor(number) == number
            ? ParameterValue.Of(number)
            : throw Fault(Found(), "a whole number of at least 1");

    private readonly ParameterValue ReadRelation()
    {
        var value = ReadName("a relation: 'lt', 'le', 'eq', 'ne', 'ge', 'gt'");
        return Relations.TryParse(value.Text, out _) ? value : throw Fault(Found(), "a relation: 'lt', 'le', 'eq', 'ne', 'ge', 'gt'");
    }

    private readonly ParameterValue ReadField(ParameterSort sort)
    {
        var isNumber = sort == ParameterSort.NumField;
        var value = ReadName("the name of a field");
        var admitted = isNumber ? _vocabulary.Find(value.String)?.Sort == PolicyFieldSort.Number : _vocabulary.IsFlag(value.String);
        return admitted ? value : throw Fault(Found(), isNumber ? $"a numeric field: {FieldNames(PolicyFieldSort.Number)}" : $"a yes-or-no field: {FieldNames(PolicyFieldSort.Flag)}");
    }

    private readonly ParameterValue ReadTier()
    {
        var value = ReadName("the name of a tier");
        return _vocabulary.RankOf(value.String) > 0 ? value : throw Fault(Found(), $"a tier of the order {string.Join(" < ", _vocabulary.TierOrder)}");
    }

    private readonly ParameterValue ReadName(string valid) =>
        _json.TokenType == JsonTokenType.String ? ParameterValue.Of(ReadText()) : throw Fault(Found(), valid);

    private readonly ParameterValue ReadScalar() => _json.TokenType switch
    {
        JsonTokenType.String => ParameterValue.Of(ReadText()),
        JsonTokenType.True => ParameterValue.Of(true),
        JsonTokenType.False => ParameterValue.Of(false),
        _ => ReadNumber("a finite number, a string, true or false"),
    };

    private readonly bool TryNumber(out double number) =>
        double.TryParse(_json.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private readonly byte[] ReadText()
    {
        if (!_json.ValueIsEscaped)
        {
            return _json.ValueSpan.ToArray();
        }

        var text = new byte[_json.ValueSpan.Length];
        try
        {
            return text[.._json.CopyString(text)];
        }
        catch (InvalidOperationException)
        {
            throw Fault("a string with half a surrogate pair", "a string of whole characters");
        }
    }

    private readonly string FieldNames(PolicyFieldSort sort)
    {
        var names = string.Join(", ", _vocabulary.Fields.Where(field => field.Sort == sort).Select(static field => $"'{field.Name}'"));
        var categories = sort == PolicyFieldSort.Flag ? string.Concat(_vocabulary.Fields.Where(static field => field.Sort == PolicyFieldSort.Category).Select(static field => $", '{field.Name}=...'")) : "";
        return names + categories;
    }

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.EndArray => "the end of the array",
        JsonTokenType.String or JsonTokenType.PropertyName => PolicyFault.Quote(_json.ValueSpan),
        JsonTokenType.Null => "null",
        _ => $"the value {PolicyFault.Quote(_json.ValueSpan)}",
    };
}
