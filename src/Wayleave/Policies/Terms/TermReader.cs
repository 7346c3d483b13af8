using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Wayleave.Policies.Terms;

/// <summary>
/// Admission: reads JSON into a term, or refuses it with the place of its first fault. Total, and before anything runs: what is read
/// is bounded in bytes, depth and nodes, and nothing but a <see cref="RouteException"/> leaves it.
/// </summary>
internal ref partial struct TermReader
{
    // The reader's own bound would report a depth without a place; ours is reached first.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PolicyLimits.MaxBytes };

    private readonly PolicyVocabulary _vocabulary;
    private readonly bool _sugared;
    private Utf8JsonReader _json;
    private TermPath _path;
    private int _nodes;

    private TermReader(ReadOnlySpan<byte> utf8, PolicyVocabulary vocabulary, bool sugared)
    {
        _json = new(utf8, Options);
        _vocabulary = vocabulary;
        _sugared = sugared;
    }

    /// <summary>Admits a term of any sort.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="vocabulary">The declared fields and tiers.</param>
    /// <param name="sugared">Whether <c>eq</c>, <c>in</c> and <c>nin</c> are read as the terms that they stand for.</param>
    /// <exception cref="RouteException">The term is refused, with <see cref="RouteErrorCode.InvalidPolicy"/>.</exception>
    public static Term Read(ReadOnlySpan<byte> utf8, PolicyVocabulary vocabulary, bool sugared)
    {
        if (utf8.Length > PolicyLimits.MaxBytes)
        {
            throw PolicyFault.TooLong(utf8.Length);
        }

        if (!Utf8.IsValid(utf8))
        {
            throw PolicyFault.NotUtf8();
        }

        var reader = new TermReader(utf8, vocabulary, sugared);
        try
        {
            reader._json.Read();
            var term = reader.ReadTerm(null, 1);
            reader._json.Read();
            return term;
        }
        catch (JsonException cause)
        {
            throw PolicyFault.Malformed(cause, reader._path.Pointer);
        }
    }

    private Term ReadTerm(TermSort? expected, int depth)
    {
        Count(depth);
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(Found(), "a term: an array whose first element names an operation");
        }

        _json.Read();
        _path.Push(0);
        if (_json.TokenType != JsonTokenType.String)
        {
            throw Fault(Found(), "the name of an operation");
        }

        if (_sugared && PolicySugar.Find(_json.ValueSpan) is { } sugar)
        {
            return ReadSugar(sugar, expected, depth);
        }

        var operation = Signature.Find(_json.ValueIsEscaped ? ReadText() : _json.ValueSpan)
            ?? throw Fault(Found(), $"an operation of the signature: {Valid(expected)}");
        if (expected is { } sort && operation.Sort != sort)
        {
            throw Fault($"'{operation.Name}', which gives a {operation.Sort}", $"a {sort}: {Valid(sort)}");
        }

        var term = operation.IsVariadic ? ReadVariadic(operation, depth) : ReadFixed(operation, depth);
        _path.Pop();
        return term;
    }

    private Term ReadVariadic(Operation operation, int depth)
    {
        var children = new Term[4];
        var count = 0;
        for (_json.Read(); _json.TokenType != JsonTokenType.EndArray; _json.Read())
        {
            _path.Move(count + 1);
            if (count == children.Length)
            {
                Array.Resize(ref children, 2 * count);
            }

            children[count++] = ReadTerm(operation.Sort, depth + 1);
        }

        return count > 0 ? new(operation, children[..count], []) : throw Fault($"'{operation.Name}' without a child", $"one {operation.Sort} or more after the name");
    }

    private Term ReadFixed(Operation operation, int depth)
    {
        var arguments = operation.Arguments;
        if (arguments.Length == 0)
        {
            ReadEnd(operation);
            return new(operation, [], []);
        }

        var termCount = 0;
        foreach (var argument in arguments)
        {
            termCount += argument.Term is null ? 0 : 1;
        }

        var terms = termCount == 0 ? [] : new Term[termCount];
        var parameters = termCount == arguments.Length ? [] : new ParameterValue[arguments.Length - termCount];
        int term = 0, parameter = 0;
        for (var index = 0; index < arguments.Length; index++)
        {
            _json.Read();
            _path.Move(index + 1);
            if (_json.TokenType == JsonTokenType.EndArray)
            {
                throw Arity(operation, "the end of the array");
            }

            if (arguments[index].Term is { } sort)
            {
                terms[term++] = ReadTerm(sort, depth + 1);
            }
            else
            {
                parameters[parameter++] = ReadParameter(arguments[index].Parameter);
            }
        }

        ReadEnd(operation);
        return new(operation, terms, parameters);
    }

    private void ReadEnd(Operation operation)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.EndArray)
        {
            _path.Move(operation.Arguments.Length + 1);
            throw Arity(operation, Found());
        }
    }

    private void Count(int depth)
    {
        if (depth > PolicyLimits.MaxDepth)
        {
            throw Fault($"a term at depth {depth.ToString(CultureInfo.InvariantCulture)}", $"a depth of at most {PolicyLimits.MaxDepth}");
        }

        if (++_nodes > PolicyLimits.MaxNodes)
        {
            throw Fault("one term too many", $"a policy of at most {PolicyLimits.MaxNodes} terms");
        }
    }

    private readonly string Valid(TermSort? sort) => sort is { } known
        ? Signature.NamesOf(known) + (_sugared && known == TermSort.Pred ? ", " + PolicySugar.Names : "")
        : $"'policy', or of a Pred {Valid(TermSort.Pred)}";

    private readonly RouteException Arity(Operation operation, string found) => Fault(
        found, $"'{operation.Name}' with exactly {operation.Arguments.Length.ToString(CultureInfo.InvariantCulture)} arguments");

    private readonly RouteException Fault(string found, string valid) => PolicyFault.At(_path.Pointer, found, valid);
}
