namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>What a request may ask of the provider's memory, which no provider of another dialect has.</summary>
internal static class StatePins
{
    private const string SendItems = "Send the earlier items in 'input' instead, or ask for a model at such a provider.";

    public static DialectPin PreviousResponse(ChatDialect dialect) =>
        new(dialect, "previous_response_id", "it refers to a response that the provider keeps", SendItems);

    public static DialectPin Conversation(ChatDialect dialect) =>
        new(dialect, "conversation", "it refers to a conversation that the provider keeps", SendItems);

    public static DialectPin Item(ChatDialect dialect, int index) =>
        new(dialect, $"input[{index}]", "it refers to an item that the provider keeps", SendItems);

    public static DialectPin Prompt(ChatDialect dialect) =>
        new(dialect, "prompt", "it refers to a template that the provider keeps", "Send its text in 'instructions' and 'input' instead, or ask for a model at such a provider.");

    public static DialectPin Background(ChatDialect dialect) =>
        new(dialect, "background", "the provider has to keep the answer until it is fetched", "Remove it or set it to false.");

    public static DialectPin Store(ChatDialect dialect) =>
        new(dialect, "store", "the provider has to keep the answer", "Remove it or set it to false: nothing is stored then.");

    public static DialectPin Wording(ChatDialect dialect, string field) =>
        new(dialect, field, "other APIs have no word for what it asks", "Remove it, or ask for a model at such a provider.");

    public static DialectPin Tool(ChatDialect dialect, int index) =>
        new(dialect, $"tools[{index}]", "the provider has to run the tool", "Use tools of type \"function\", or ask for a model at such a provider.");
}
