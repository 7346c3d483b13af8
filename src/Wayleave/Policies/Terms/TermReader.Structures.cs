using System.Text.Json;

namespace Wayleave.Policies.Terms;

/// <summary>Reading actions, recipes and chains: flat by construction, so nothing hides below the bound of depth.</summary>
internal ref partial struct TermReader
{
    private const string ValidAction = "an action: an object with 'action' and numeric knobs";
    private const string ValidStep = "a step: a string, or a flat object of numbers";
    private const string ValidLink = "a link: an object with 'provider' and 'model', both strings";

    private ParameterValue ReadAction()
    {
        var record = ReadRecord(ValidAction, static (ref TermReader reader, ReadOnlySpan<byte> key) => reader.ReadKnob(key));
        return record.Find("action"u8) is not null ? record : throw Fault("an object without 'action'", ValidAction);
    }

    private ParameterValue ReadKnob(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("action"u8) || key.SequenceEqual("then_action"u8))
        {
            var verb = ReadName(FailVerbs.Valid);
            return FailVerbs.TryParse(verb.Text, out _) ? verb : throw Fault(Found(), FailVerbs.Valid);
        }

        return key.SequenceEqual("backoff_ms"u8) && _json.TokenType == JsonTokenType.StartArray
            ? ReadList(static (ref TermReader reader) => reader.ReadNumber("a finite number of milliseconds"))
            : ReadNumber($"a finite number as the value of {PolicyFault.Quote(key)}");
    }

    private ParameterValue ReadRecipe() => _json.TokenType == JsonTokenType.StartArray
        ? ReadList(static (ref TermReader reader) => reader._json.TokenType == JsonTokenType.String
            ? ParameterValue.Of(reader.ReadText())
            : reader.ReadRecord(ValidStep, static (ref TermReader inner, ReadOnlySpan<byte> key) => inner.ReadNumber($"a finite number as the value of {PolicyFault.Quote(key)}")))
        : throw Fault(Found(), "a recipe: an array of strings and flat objects of numbers");

    private ParameterValue ReadChain() => _json.TokenType == JsonTokenType.StartArray
        ? ReadList(static (ref TermReader reader) => reader.ReadLink())
        : throw Fault(Found(), "a chain: an array of objects with 'provider' and 'model'");

    private ParameterValue ReadLink()
    {
        var link = ReadRecord(ValidLink, static (ref TermReader reader, ReadOnlySpan<byte> key) => ChainLink.IsKey(key)
            ? reader.ReadName($"a string as the value of {PolicyFault.Quote(key)}")
            : throw reader.Fault($"the key {PolicyFault.Quote(key)}", "a link with the keys 'provider' or 'provider_id', and 'model' or 'model_family'"));
        return ChainLink.ProviderOf(link) is not null && ChainLink.ModelOf(link) is not null ? link : throw Fault("an object without a provider or a model", ValidLink);
    }

    private ParameterValue ReadList(ElementReader read)
    {
        var items = new List<ParameterValue>();
        _path.Push(0);
        for (_json.Read(); _json.TokenType != JsonTokenType.EndArray; _json.Read())
        {
            _path.Move(items.Count);
            items.Add(read(ref this));
        }

        _path.Pop();
        return ParameterValue.List([.. items]);
    }

    private ParameterValue ReadRecord(string valid, ValueReader read)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Fault(Found(), valid);
        }

        var keys = new List<byte[]>();
        var values = new List<ParameterValue>();
        for (_json.Read(); _json.TokenType != JsonTokenType.EndObject; _json.Read())
        {
            var key = ReadText();
            _json.Read();
            values.Add(read(ref this, key));
            keys.Add(key);
        }

        var record = ParameterValue.Record([.. keys], [.. values]);
        for (var index = 1; index < record.Keys.Length; index++)
        {
            if (record.Keys[index].AsSpan().SequenceEqual(record.Keys[index - 1]))
            {
                throw Fault($"the key {PolicyFault.Quote(record.Keys[index])} twice", "each key once, since readers differ in which they take");
            }
        }

        return record;
    }

    private delegate ParameterValue ElementReader(ref TermReader reader);

    private delegate ParameterValue ValueReader(ref TermReader reader, ReadOnlySpan<byte> key);
}
