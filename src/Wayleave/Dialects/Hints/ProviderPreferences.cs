namespace Wayleave.Dialects.Hints;

/// <summary>Whom a request prefers, in the vocabulary of OpenRouter's <c>provider</c> object. Not changed once it was read.</summary>
internal sealed class ProviderPreferences
{
    /// <summary>Gets the providers to try first, in order; empty for no order.</summary>
    public IReadOnlyList<string> Order { get; set; } = [];

    /// <summary>Gets the only providers that may serve; null for all, and an empty list for none.</summary>
    public IReadOnlyList<string>? Only { get; set; }

    /// <summary>Gets the providers that may not serve.</summary>
    public IReadOnlyList<string> Ignore { get; set; } = [];

    /// <summary>Gets a value that tells whether others than the preferred providers may serve.</summary>
    public bool AllowsFallbacks { get; set; } = true;

    /// <summary>Gets a value that tells whether only models serve that declare what the request needs.</summary>
    public bool RequiresParameters { get; set; }

    /// <summary>Gets a value that tells whether nobody may keep the data (<c>data_collection: "deny"</c>, or <c>zdr</c>).</summary>
    public bool DeniesKeeping { get; set; }

    /// <summary>Gets what the others are ordered by.</summary>
    public PreferredSort Sort { get; set; }

    /// <summary>Gets the highest price of the prompt, in US dollars per million tokens; null for any.</summary>
    public double? MaxPromptPrice { get; set; }

    /// <summary>Gets the highest price of the answer, in US dollars per million tokens; null for any.</summary>
    public double? MaxCompletionPrice { get; set; }
}
