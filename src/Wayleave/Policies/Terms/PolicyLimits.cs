namespace Wayleave.Policies.Terms;

/// <summary>The bounds of admission. Depth and nodes are the language's own; bytes bound what costs no node.</summary>
internal static class PolicyLimits
{
    /// <summary>The longest policy, in bytes of UTF-8 as it was sent.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The deepest term; the root has depth 1.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most terms in one, itself included.</summary>
    public const int MaxNodes = 4096;
}
