namespace Wayleave.IntegrationTests.Matrix;

/// <summary>What a client is made to ask, in the words of no API.</summary>
/// <param name="Text">What the user says first.</param>
internal sealed record Question(string Text)
{
    /// <summary>Gets the function <c>get_weather</c>'s parameters.</summary>
    public const string ToolParameters = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    public string? System { get; init; }

    /// <summary>Gets the bytes of a PNG beside the text.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>Gets whether the function <c>get_weather</c> is offered.</summary>
    public bool HasTool { get; init; }

    /// <summary>Gets the schema of the answer.</summary>
    public string? Schema { get; init; }

    /// <summary>Gets whether reasoning is asked for, its sealed form included where the API has one.</summary>
    public bool Thinks { get; init; }

    /// <summary>Gets the answer that the conversation goes on from: its calls are answered, else <see cref="Then"/> is said.</summary>
    public ClientAnswer? Before { get; init; }

    /// <summary>Gets what the user says after <see cref="Before"/>.</summary>
    public string? Then { get; init; }
}
