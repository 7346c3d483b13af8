namespace Wayleave;

/// <summary>An id that configuration names and that leads nowhere now.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Kind">What names it.</param>
/// <param name="Name">The name of that: the alias, the agent's address, the chain's route, the plan.</param>
/// <param name="Tenant">The tenant whose setting it is, or <see langword="null"/> for everybody's.</param>
/// <param name="Id">The id.</param>
/// <param name="Reason">Why it leads nowhere.</param>
/// <param name="Nearest">Up to three ids that may have been meant, the nearest first; empty where the id itself is known.</param>
public sealed record Drift(DriftKind Kind, string Name, string? Tenant, string Id, string Reason, IReadOnlyList<string> Nearest)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var hint = Nearest.Count == 0 ? "" : $" Nearest: {string.Join(", ", Nearest)}.";
        return $"{Kind} '{Name}'{(Tenant is null ? "" : $" of tenant '{Tenant}'")}: '{Id}' leads nowhere: {Reason}.{hint}";
    }
}
