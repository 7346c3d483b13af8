using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Wayleave.Fuzz.Targets;

/// <summary>What a JSON object that was emitted must look like. Immutable.</summary>
/// <param name="Name">The name in findings.</param>
/// <param name="Members">The members that must be there, each with the kinds that its value may have; a question mark in front says that it may be missing.</param>
internal sealed record Shape(string Name, params (string Name, JsonTokenType[] Kinds)[] Members)
{
    // Encoders may wrap what came at the limit of depth once or twice more; how deep is the reader's business.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 2048 };

    private static readonly JsonTokenType[] Text = [JsonTokenType.String];
    private static readonly JsonTokenType[] List = [JsonTokenType.StartArray];
    private static readonly JsonTokenType[] Number = [JsonTokenType.Number];
    private static readonly JsonTokenType[] Object = [JsonTokenType.StartObject];

    private static readonly JsonTokenType[] NumberOrNull = [JsonTokenType.Number, JsonTokenType.Null];
    private static readonly JsonTokenType[] TextOrNull = [JsonTokenType.String, JsonTokenType.Null];

    public static readonly Shape ChatRequest = new("an OpenAIChat request", ("model", Text), ("messages", List));
    public static readonly Shape ResponsesRequest = new("an OpenAIResponses request", ("model", Text), ("?input", [JsonTokenType.String, JsonTokenType.StartArray]));
    public static readonly Shape MessagesRequest = new("an AnthropicMessages request", ("model", Text), ("messages", List), ("max_tokens", Number));
    public static readonly Shape MessagesCount = new("an AnthropicMessages count", ("model", Text), ("messages", List));
    public static readonly Shape GeminiCount = new("a Gemini count", ("generateContentRequest", Object));
    public static readonly Shape GeminiRequest = new("a Gemini request", ("contents", List));

    public static readonly Shape EmbeddingsRequest = new(
        "an embeddings request", ("model", Text), ("input", [JsonTokenType.String, JsonTokenType.StartArray]), ("?dimensions", NumberOrNull), ("?encoding_format", TextOrNull));

    public static readonly Shape GeminiEmbeddingsRequest = new("a Gemini embeddings request", ("requests", List));

    public static readonly Shape ChatAnswer = new("an OpenAIChat answer", ("choices", List));
    public static readonly Shape ResponsesAnswer = new("an OpenAIResponses answer", ("output", List));
    public static readonly Shape MessagesAnswer = new("an AnthropicMessages answer", ("content", List));
    public static readonly Shape CountAnswer = new("a count", ("input_tokens", Number));

    public static readonly Shape EmbeddingsAnswer = new("an embeddings answer", ("data", List));

    public static readonly Shape OpenAIError = new("an OpenAI error", ("error", Object));
    public static readonly Shape MessagesError = new("an AnthropicMessages error", ("type", Text), ("error", Object));

    public static readonly Shape ChatEvent = new("an OpenAIChat event");
    public static readonly Shape TypedEvent = new("a typed event", ("type", Text));

    /// <summary>Checks that the bytes are one JSON object of this shape.</summary>
    /// <exception cref="OracleException">They are not.</exception>
    public void Check(ReadOnlySpan<byte> json, bool toProvider = false)
    {
        if (!Utf8.IsValid(json))
        {
            throw new OracleException($"{Name} is valid UTF-8", Show(json));
        }

        var seen = new int[Members.Length];
        var kinds = new JsonTokenType[Members.Length];
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new OracleException($"{Name} is an object", Show(json));
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                CheckMember(ref reader, seen, kinds, toProvider, json);
            }

            reader.Read();
        }
        catch (JsonException e)
        {
            throw new OracleException($"{Name} is valid JSON", $"{e.Message} {Show(json)}");
        }

        for (var i = 0; i < Members.Length; i++)
        {
            if (seen[i] == 0 && Members[i].Name[0] != '?')
            {
                throw new OracleException($"{Name} has '{Members[i].Name}'", Show(json));
            }

            // Of twins in a provider's own bytes the last counts, as every parser has it.
            if (seen[i] > 0 && !Members[i].Kinds.Contains(kinds[i]))
            {
                throw new OracleException($"'{Members[i].Name}' of {Name} is a {string.Join(" or ", Members[i].Kinds)}", Show(json));
            }
        }
    }

    public static string Show(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 600)]).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private void CheckMember(ref Utf8JsonReader reader, int[] seen, JsonTokenType[] kinds, bool toProvider, ReadOnlySpan<byte> json)
    {
        if (toProvider && IsOwn(ref reader))
        {
            throw new OracleException($"{Name} holds no field of the router's own", Show(json));
        }

        var member = -1;
        for (var i = 0; i < Members.Length; i++)
        {
            if (NameEquals(ref reader, Members[i].Name.AsSpan().TrimStart('?')))
            {
                member = i;
                seen[i]++;
            }
        }

        reader.Read();
        if (member >= 0)
        {
            kinds[member] = reader.TokenType;
        }

        if (toProvider && member >= 0 && seen[member] > 1)
        {
            throw new OracleException($"'{Members[member].Name}' of {Name} stands once", Show(json));
        }

        reader.Skip();
    }

    private static bool NameEquals(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair equals no name of ours.
            return false;
        }
    }

    private static bool IsOwn(ref Utf8JsonReader reader)
    {
        string name;
        try
        {
            if (!reader.ValueIsEscaped && reader.ValueSpan is [not ((byte)'n' or (byte)'p' or (byte)'w' or (byte)'W' or (byte)'x' or (byte)'X'), ..])
            {
                return false;
            }

            name = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return name is "no_log" or "policy_ir" || name.StartsWith("wayleave", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-wayleave", StringComparison.OrdinalIgnoreCase);
    }
}
