using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Dialects;

/// <summary>The dialects that this version speaks.</summary>
internal static class DialectRegistry
{
    private static readonly ProviderDialect[] All = [OpenAIChatDialect.Instance, AnthropicMessagesDialect.Instance, GeminiDialect.Instance];

    /// <summary>Finds a dialect by its name, in any casing; null when this version does not speak it.</summary>
    public static ProviderDialect? Find(string name)
    {
        foreach (var dialect in All)
        {
            if (string.Equals(name, dialect.Name, StringComparison.OrdinalIgnoreCase))
            {
                return dialect;
            }
        }

        return null;
    }
}
