namespace Wayleave;

/// <summary>An agent that a caller may use: what it is, and what to request.</summary>
/// <param name="Id">The id, as configured.</param>
/// <param name="Name">The name for people; the id when none was written.</param>
/// <param name="Role">The role in a few words, or <see langword="null"/>.</param>
/// <param name="Description">What it does, or <see langword="null"/>.</param>
/// <param name="Normal">What its usual work resolves to for the caller, such as <c>cheap/gpt-5.4</c>; <see langword="null"/> when the caller may not use that.</param>
/// <param name="Heavy">What its heavy work resolves to, or <see langword="null"/> likewise.</param>
/// <param name="Max">What its hardest work resolves to, or <see langword="null"/> likewise.</param>
public sealed record RoutableAgent(string Id, string Name, string? Role, string? Description, string? Normal, string? Heavy, string? Max);
