using Wayleave.Configuration;

namespace Wayleave;

/// <summary>A model that a caller may use now.</summary>
/// <param name="Id">The id to request, such as <c>cheap/gpt-5.4</c> or an alias.</param>
/// <param name="OwnedBy">The id of the provider that would be tried first, or <c>wayleave</c> for an alias.</param>
/// <param name="ContextWindow">The context window in tokens, or <see langword="null"/> when it is unknown.</param>
/// <param name="MaxOutputTokens">The largest answer in tokens, or <see langword="null"/> when it is unknown.</param>
public sealed record RoutableModel(string Id, string OwnedBy, int? ContextWindow, int? MaxOutputTokens)
{
    /// <summary>Gets what the model does; <see langword="null"/> when it is on no menu, so that nobody said.</summary>
    public ModelKind? Kind { get; init; }

    /// <summary>Gets what the model declares to be capable of, such as <c>tools</c>; <see langword="null"/> when it declares nothing.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }
}
