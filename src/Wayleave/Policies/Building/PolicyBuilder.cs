using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>Writes a policy in C#: who may serve, in which order, with which parameters, and what to do when one fails.</summary>
/// <remarks>Immutable and thread-safe: each call returns a changed copy. What it makes is a term of the language (<see cref="ToJson"/>).</remarks>
public sealed record PolicyBuilder
{
    private PolicyPredicate _filter = Field.Any;
    private string _score = TermText.Of("zero");
    private string _order = TermText.Of("ordered");
    private int? _most;
    private string? _transform;
    private string _onFailure = TermText.Of("always", Verb("next_candidate"));

    internal PolicyBuilder()
    {
    }

    /// <summary>Lets only those serve that satisfy a condition as well.</summary>
    /// <param name="condition">The condition, beside all earlier ones.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder Where(PolicyPredicate condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return this with { _filter = ReferenceEquals(_filter, Field.Any) ? condition : _filter & condition };
    }

    /// <summary>Tries the lowest score first.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder OrderBy(PolicyScore score) => OrderByDescending(-1 * score);

    /// <summary>Tries the highest score first.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder OrderByDescending(PolicyScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return this with { _score = score.Json, _order = TermText.Of("argmax") };
    }

    /// <summary>Draws the order at random, the better the earlier; the same seed draws the same.</summary>
    /// <param name="score">The score; the highest is the likeliest.</param>
    /// <param name="temperature">How far from the best first: 0 is the order of the scores. Finite.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite.</exception>
    public PolicyBuilder SampleBy(PolicyScore score, double temperature)
    {
        ArgumentNullException.ThrowIfNull(score);
        return this with { _score = score.Json, _order = TermText.Of("sample", TermText.Number(temperature)) };
    }

    /// <summary>Tries those that a list names, in its order, and nobody else.</summary>
    /// <param name="links">The providers with the models' families.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder Chain(params IEnumerable<(string Provider, string Family)> links)
    {
        ArgumentNullException.ThrowIfNull(links);
        var written = links.Select(static link => $"{{\"provider\":{TermText.Quote(link.Provider)},\"model\":{TermText.Quote(link.Family)}}}");
        return this with { _order = TermText.Of("chain", $"[{string.Join(',', written)}]") };
    }

    /// <summary>Tries no more than some.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public PolicyBuilder Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { _most = count };
    }

    /// <summary>Sets a parameter of the request, such as <c>temperature</c>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value; finite.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public PolicyBuilder Set(string name, double value) => Then(TermText.Of("set_param", TermText.Quote(name), TermText.Number(value)));

    /// <summary>Sets a parameter of the request to a text, such as <c>verbosity</c>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value; <c>from_ctx</c> stands for the request's seed.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder Set(string name, string value) => Then(TermText.Of("set_param", TermText.Quote(name), TermText.Quote(value)));

    /// <summary>Sets a parameter of the request to yes or no, such as <c>parallel_tool_calls</c>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder Set(string name, bool value) => Then(TermText.Of("set_param", TermText.Quote(name), value ? "true" : "false"));

    /// <summary>Bounds a parameter that the request states, such as <c>max_tokens</c>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="lowest">The lowest it may be; finite.</param>
    /// <param name="highest">The highest it may be; finite.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite.</exception>
    public PolicyBuilder Clamp(string name, double lowest, double highest) =>
        Then(TermText.Of("clamp_param", TermText.Quote(name), TermText.Number(lowest), TermText.Number(highest)));

    /// <summary>Says what to do when an attempt fails for a reason.</summary>
    /// <param name="reason">The reason, such as <c>rate_limit</c>; see the documentation of policies for all.</param>
    /// <param name="verb"><c>retry_same</c>, <c>next_candidate</c>, <c>next_provider_same_model</c>, <c>disable_provider</c> or <c>abort</c>.</param>
    /// <returns>The changed copy.</returns>
    public PolicyBuilder OnFailure(string reason, string verb) =>
        this with { _onFailure = TermText.Of("override", _onFailure, TermText.Quote(reason), Verb(verb)) };

    /// <summary>Gets the policy as a term of the language, in JSON: what stands in <c>policy_ir</c> of a request.</summary>
    /// <returns>The term.</returns>
    public string ToJson()
    {
        var order = _most is { } most ? TermText.Of("top_k", TermText.Number(most), _order) : _order;
        return TermText.Of("policy", _filter.Json, _score, order, _transform is null ? TermText.Of("id") : TermText.Of("seq", _transform), _onFailure);
    }

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    private static string Verb(string name) => $"{{\"action\":{TermText.Quote(name)}}}";

    private PolicyBuilder Then(string transform) => this with { _transform = _transform is null ? transform : $"{_transform},{transform}" };
}
