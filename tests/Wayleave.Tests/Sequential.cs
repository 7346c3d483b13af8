namespace Wayleave.Tests;

/// <summary>Tests that measure, and would measure other tests' listeners and threads as well: one after the other, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Sequential
{
    public const string Name = "Sequential";
}
