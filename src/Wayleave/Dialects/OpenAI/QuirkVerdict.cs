namespace Wayleave.Dialects.OpenAI;

/// <summary>What becomes of a field that a quirk speaks of.</summary>
internal enum QuirkVerdict : byte
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>It goes.</summary>
    Cut,

    /// <summary>It is called <c>max_tokens</c>.</summary>
    MaxTokens,

    /// <summary>It is called <c>max_completion_tokens</c>.</summary>
    MaxCompletionTokens,

    /// <summary>It is called <c>random_seed</c>.</summary>
    RandomSeed,
}
