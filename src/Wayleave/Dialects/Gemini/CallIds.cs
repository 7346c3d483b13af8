namespace Wayleave.Dialects.Gemini;

/// <summary>The ids of tool calls that came without one: the same for the same answer, however it was chunked.</summary>
/// <remarks>Short enough for the 40 characters that Chat Completions allows, as far as answers have ids.</remarks>
internal static class CallIds
{
    private const string Mark = "gemini_";

    public static string Make(string? responseId, int choice, int call, string name) =>
        responseId is null ? $"{Mark}{choice}_{call}_{name}" : $"{Mark}{responseId}_{choice}_{call}";

    /// <summary>Tells whether an id was made here, so that it never goes to the provider, which did not send it.</summary>
    public static bool IsOurs(string id) => id.StartsWith(Mark, StringComparison.Ordinal);
}
