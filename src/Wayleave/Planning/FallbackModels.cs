using Wayleave.Dialects;
using Wayleave.Tiers;

namespace Wayleave.Planning;

/// <summary>A request's own list of models, which are tried in their order.</summary>
internal static class FallbackModels
{
    /// <summary>The most models that one request may list: each is planned before anything is sent.</summary>
    public const int Most = 16;

    /// <summary>Refuses a list that is too long, or holds what is no model's id.</summary>
    /// <param name="models">The list.</param>
    /// <param name="param">What the caller calls it.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>, with the place.</exception>
    public static void Check(IReadOnlyList<string> models, string param)
    {
        if (models.Count > Most)
        {
            throw RequestFault.TooMany(param, Most);
        }

        for (var i = 0; i < models.Count; i++)
        {
            // They come to stand in the trace, so they must be what can stand there.
            if (!ModelIdSegment.IsWellFormed(models[i]))
            {
                throw RequestFault.NotHonoured($"{param}[{i}]", $"A model's id is 1 to {ModelIdSegment.MaxLength} printable characters without spaces.");
            }
        }
    }

    /// <summary>Gets the models to try after the first one, each once.</summary>
    public static string[] After(string first, IReadOnlyList<string> models)
    {
        var others = new List<string>(models.Count);
        foreach (var model in models)
        {
            if (!string.Equals(model, first, StringComparison.OrdinalIgnoreCase) && !others.Contains(model, StringComparer.OrdinalIgnoreCase))
            {
                others.Add(model);
            }
        }

        return [.. others];
    }
}
