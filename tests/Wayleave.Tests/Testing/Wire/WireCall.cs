namespace Wayleave.Tests.Testing.Wire;

/// <summary>A call of a tool, whose arguments may arrive in fragments.</summary>
internal sealed record WireCall(string? Id, string Name)
{
    public string Arguments { get; set; } = "";
}
