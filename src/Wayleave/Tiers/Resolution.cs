using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>What a model id resolved to, or why it did not.</summary>
internal readonly record struct Resolution(RouteTarget? Target, RouteException? Error)
{
    public static implicit operator Resolution(RouteTarget target) => new(target, null);

    public static implicit operator Resolution(RouteException error) => new(null, error);
}
