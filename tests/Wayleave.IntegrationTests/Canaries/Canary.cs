namespace Wayleave.IntegrationTests.Canaries;

/// <summary>The text that every credential of the suite contains and that nothing else may ever show.</summary>
internal static class Canary
{
    public const string Text = "canary7f3e19";

    /// <summary>Tells whether a text shows a credential.</summary>
    public static bool IsIn(string? text) => text is not null && text.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
