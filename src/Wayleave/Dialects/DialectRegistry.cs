using Wayleave.Configuration;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Dialects;

/// <summary>The dialects that this version speaks.</summary>
internal static class DialectRegistry
{
    public static ProviderDialect? Find(string name) =>
        string.Equals(name, DialectName.OpenAIChat, StringComparison.OrdinalIgnoreCase) ? OpenAIChatDialect.Instance
        : string.Equals(name, DialectName.Gemini, StringComparison.OrdinalIgnoreCase) ? GeminiDialect.Instance
        : null;
}
