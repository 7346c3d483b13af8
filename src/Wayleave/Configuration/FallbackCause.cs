namespace Wayleave.Configuration;

/// <summary>Why a fallback chain is entered.</summary>
public enum FallbackCause
{
    /// <summary>Every candidate of the model failed.</summary>
    Default,

    /// <summary>The prompt is too long for the model.</summary>
    ContextWindow,

    /// <summary>The provider refused the content.</summary>
    ContentPolicy,
}
