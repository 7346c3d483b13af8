using System.Text.Json;

namespace Wayleave.Policies.Terms;

/// <summary>Reading sugar where a predicate may stand. Faults point at what was written; bounds count what it stands for.</summary>
internal ref partial struct TermReader
{
    private Term ReadSugar(SugarClause sugar, TermSort? expected, int depth)
    {
        if (expected is { } sort and not TermSort.Pred)
        {
            throw Fault($"{Found()}, which gives a {TermSort.Pred}", $"a {sort}: {Valid(sort)}");
        }

        Step(1, sugar);
        var field = ReadName("the name of a categorical field").String;
        var attribute = CandidateAttribute.Find(field);
        if (attribute is null && _vocabulary.Find(field)?.Sort != PolicyFieldSort.Category)
        {
            throw Fault(Found(), $"a categorical field: {CandidateAttribute.Names}{string.Concat(_vocabulary.Fields.Where(static known => known.Sort == PolicyFieldSort.Category).Select(static known => $", '{known.Name}'"))}");
        }

        Step(2, sugar);
        var valueSort = attribute == Op.TierEq ? ParameterSort.Tier : ParameterSort.Name;
        var term = sugar == SugarClause.Equal ? PolicySugar.Equal(field, ReadParameter(valueSort)) : ReadSet(sugar, field, valueSort, depth);
        _json.Read();
        if (_json.TokenType != JsonTokenType.EndArray)
        {
            _path.Move(3);
            throw Fault(Found(), "a field and a value, and nothing after them");
        }

        _path.Pop();
        return term;
    }

    private Term ReadSet(SugarClause sugar, string field, ParameterSort valueSort, int depth)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(Found(), "an array of values");
        }

        var values = valueSort == ParameterSort.Tier
            ? ReadList(static (ref TermReader reader) => reader.ReadTier()).Items
            : ReadList(static (ref TermReader reader) => reader.ReadName("a string")).Items;

        // What was counted so far is the clause itself, which becomes the outermost term; several values add one each, below an 'or'.
        var isNegated = sugar == SugarClause.NotIn;
        var below = depth + (isNegated ? 1 : 0);
        if (isNegated)
        {
            Count(below);
        }

        for (var index = 0; index < values.Length && values.Length > 1; index++)
        {
            Count(below + 1);
        }

        var set = PolicySugar.In(field, values);
        return isNegated ? Term.Of(Op.Not, set) : set;
    }

    private void Step(int index, SugarClause sugar)
    {
        _json.Read();
        _path.Move(index);
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            throw Fault(Found(), sugar == SugarClause.Equal ? "'eq' with a field and a value" : "'in' and 'nin' with a field and an array of values");
        }
    }
}
