using Wayleave.Configuration;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Dialects;

/// <summary>The dialects that this version speaks.</summary>
internal static class DialectRegistry
{
    private static readonly ChatDialect[] All = [OpenAIChatDialect.Instance, OpenAIResponsesDialect.Instance];

    public static ChatDialect? Find(string name) =>
        Array.Find(All, dialect => string.Equals(dialect.Name, name, StringComparison.OrdinalIgnoreCase));
}
