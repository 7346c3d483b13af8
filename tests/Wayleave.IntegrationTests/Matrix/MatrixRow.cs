namespace Wayleave.IntegrationTests.Matrix;

/// <summary>A feature of an endpoint.</summary>
/// <param name="Endpoint">The endpoint's path.</param>
/// <param name="Feature">What is tried.</param>
/// <param name="Run">Tries it over one provider, asserts what came of it, and returns the mark that stands in the matrix.</param>
internal sealed record MatrixRow(string Endpoint, string Feature, Func<MatrixRig, Task<string>> Run);
