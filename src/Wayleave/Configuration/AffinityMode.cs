namespace Wayleave.Configuration;

/// <summary>What keeps requests on the same account.</summary>
public enum AffinityMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The conversation.</summary>
    Conversation,
}
