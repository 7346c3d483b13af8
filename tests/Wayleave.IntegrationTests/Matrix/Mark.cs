namespace Wayleave.IntegrationTests.Matrix;

/// <summary>What stands in a cell of the matrix. The page explains each.</summary>
internal static class Mark
{
    public const string Yes = "yes";

    /// <summary>The provider cannot do it, and the router answers by itself.</summary>
    public const string Estimated = "estimated";

    /// <summary>Reasoning is shown, but the provider or the caller has no place for its seal, so the next request goes without.</summary>
    public const string Unsealed = "unsealed";

    /// <summary>Refused, with an error that says why.</summary>
    public const string Refused = "refused";
}
