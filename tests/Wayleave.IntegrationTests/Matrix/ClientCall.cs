namespace Wayleave.IntegrationTests.Matrix;

/// <summary>A call of a function, as a client read it.</summary>
internal sealed record ClientCall(string Id, string Name, string Arguments)
{
    /// <summary>Gets what the test answers to it.</summary>
    public string Result => $"fine at {Id}";
}
