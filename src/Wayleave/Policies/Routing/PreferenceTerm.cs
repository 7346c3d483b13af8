using Wayleave.Dialects.Hints;
using Wayleave.Policies.Building;

namespace Wayleave.Policies.Routing;

/// <summary>Writes a request's preferences as the term that they stand for. Pure.</summary>
internal static class PreferenceTerm
{
    /// <summary>Gets the policy.</summary>
    /// <param name="preferences">The preferences.</param>
    /// <param name="idOf">Gets a provider's id as configured, whose casing counts in terms; the name itself when there is none.</param>
    public static string Of(ProviderPreferences preferences, Func<string, string> idOf)
    {
        string[] order = [.. preferences.Order.Select(idOf)];
        var sort = SortOf(preferences.Sort);
        var score = ScoreOf(order, sort);
        var selector = TermText.Of(score is null ? "ordered" : "argmax");
        if (!preferences.AllowsFallbacks && order.Length == 0)
        {
            // Nobody is named, so the best is meant, and nobody after it.
            selector = TermText.Of("top_k", "1", selector);
        }

        return TermText.Of("policy", FilterOf(preferences, order, idOf), score ?? TermText.Of("zero"), selector, TermText.Of("id"), TermText.Of("always", """{"action":"next_candidate"}"""));
    }

    private static string FilterOf(ProviderPreferences preferences, string[] order, Func<string, string> idOf)
    {
        var clauses = new List<string>();
        if (preferences.RequiresParameters)
        {
            clauses.Add(TermText.Of("meets_req"));
        }

        if (preferences.Only is { } only)
        {
            clauses.Add(OfProviders("in", only.Select(idOf)));
        }

        if (preferences.Ignore.Count > 0)
        {
            clauses.Add(OfProviders("nin", preferences.Ignore.Select(idOf)));
        }

        if (!preferences.AllowsFallbacks && order.Length > 0)
        {
            clauses.Add(OfProviders("in", order));
        }

        if (preferences.DeniesKeeping)
        {
            // Who says nothing keeps everything.
            clauses.Add(TermText.Of("is", TermText.Quote("no_log")));
        }

        AddCeiling(clauses, "price_in", preferences.MaxPromptPrice);
        AddCeiling(clauses, "price_out", preferences.MaxCompletionPrice);
        return clauses switch { [] => TermText.Of("top"), [var clause] => clause, _ => TermText.Of("and", clauses) };
    }

    private static void AddCeiling(List<string> clauses, string field, double? most)
    {
        if (most is { } price)
        {
            clauses.Add(TermText.Of("cmp", TermText.Quote(field), TermText.Quote("le"), TermText.Number(price)));
        }
    }

    private static string OfProviders(string operation, IEnumerable<string> ids) => TermText.Of(operation, TermText.Quote("provider"), TermText.Quote(ids));

    // Places are two apart, and the sort is at most one: it orders within a place, and never across.
    private static string? ScoreOf(string[] order, string? sort)
    {
        if (order.Length == 0)
        {
            return sort;
        }

        var places = order.Select((id, place) => TermText.Of("gate", TermText.Of("provider_eq", TermText.Quote(id)), TermText.Of("lit", TermText.Number(2 * (order.Length - place)))));
        return TermText.Of("add", sort is null ? places : places.Append(TermText.Of("normalize", sort)));
    }

    private static string? SortOf(PreferredSort sort) => sort switch
    {
        PreferredSort.Price => TermText.Of("scale", "-1", TermText.Of("add", Number("price_in"), Number("price_out"))),
        PreferredSort.Throughput => Number("tok_s"),
        PreferredSort.Latency => TermText.Of("scale", "-1", Number("latency_ms")),
        _ => null,
    };

    private static string Number(string field) => TermText.Of("field", TermText.Quote(field));
}
