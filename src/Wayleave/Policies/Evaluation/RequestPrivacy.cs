namespace Wayleave.Policies.Evaluation;

/// <summary>What a request demands about who can read it.</summary>
internal enum RequestPrivacy
{
    None,

    /// <summary>Nothing is logged, or nobody could read it.</summary>
    NoLog,

    /// <summary>A trusted execution environment.</summary>
    TeeRequired,
}
