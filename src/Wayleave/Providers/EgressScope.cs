namespace Wayleave.Providers;

/// <summary>Where an address leads.</summary>
internal enum EgressScope
{
    /// <summary>To the public internet.</summary>
    Public,

    /// <summary>To this machine or its network; only where a provider's configuration allows it.</summary>
    Local,

    /// <summary>To a cloud's metadata, to many or to nobody: no provider is there, whatever the configuration says.</summary>
    Never,
}
