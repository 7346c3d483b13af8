namespace Wayleave.Dialects;

/// <summary>What a splice puts in the place of a cut.</summary>
internal enum SpliceText : byte
{
    /// <summary>Nothing: the cut alone.</summary>
    Nothing,

    /// <summary>The model's name at the provider.</summary>
    Model,

    /// <summary>The whole member <c>model</c> with a comma.</summary>
    ModelFirst,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary>The member <c>include_usage</c> in an object that has no other.</summary>
    IncludeUsage,

    /// <summary>The same with a comma, before other members.</summary>
    IncludeUsageFirst,

    /// <summary>A whole value of <c>stream_options</c>.</summary>
    StreamOptionsValue,

    /// <summary>The whole member <c>stream_options</c> with a comma.</summary>
    StreamOptions,
}
