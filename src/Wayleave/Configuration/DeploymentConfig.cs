namespace Wayleave.Configuration;

/// <summary>One place where a model can be called, as written in <c>Wayleave:Models:{n}:Deployments</c>.</summary>
public sealed record DeploymentConfig
{
    /// <summary>Gets or sets the id of a provider, or the name of a client that the host registered with <c>AddChatClient</c>. Required.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Gets or sets the model's name there; <see langword="null"/> takes the menu's id.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the region, or <see langword="null"/>.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the share of traffic under the strategy <see cref="RoutingStrategy.Weighted"/>, above 0 and up to 1,000,000.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; set; } = 1;

    /// <summary>Gets or sets what is true of this deployment for policies: <c>no_log</c> (the vendor keeps nothing), <c>has_tee</c>, or words of one's own.</summary>
    public IReadOnlyList<string> Flags { get; set; } = [];

    /// <summary>Gets or sets prices of this deployment; <see langword="null"/> takes the model's.</summary>
    public PriceConfig? Price { get; set; }
}
