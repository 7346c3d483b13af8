namespace Wayleave.Policies;

/// <summary>How a policy reads a field.</summary>
public enum PolicyFieldSort
{
    /// <summary>A number: <c>cmp</c> compares it and <c>field</c> scores by it.</summary>
    Number,

    /// <summary>Yes or no: <c>is</c> asks for it.</summary>
    Flag,

    /// <summary>A word, or several: <c>eq</c>, <c>in</c> and <c>nin</c> compare it.</summary>
    Category,
}
