using System.Text.Json;
using Wayleave.Configuration;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Judges the top-level fields of a request by a provider's quirks.</summary>
/// <remarks>Names are those of Chat Completions; Responses shares those that its providers may have quirks about.</remarks>
internal struct QuirkRules(ProviderRequest request)
{
    /// <summary>The fields that a rule speaks of.</summary>
    public static readonly NameTable Names = new(
        "messages", "input", "tools", "stream_options", "max_tokens", "max_completion_tokens", "n", "parallel_tool_calls", "seed",
        "logit_bias", "logprobs", "top_logprobs", "frequency_penalty", "presence_penalty", "temperature", "top_p", "top_k",
        "user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    // Both names of the limit in one body: the newer counts, as the API itself has it.
    private readonly bool _statesBothLimits = (request.Options.Wire as ScannedWireRequest)?.Stated is { MaxTokens: not null, MaxCompletionTokens: not null };
    private bool _hasTools;
    private bool _isSerial;

    /// <summary>Judges a field whose value the reader stands on, without moving the reader.</summary>
    /// <returns>What becomes of it, and the new name where it is renamed.</returns>
    /// <exception cref="RouteException"><c>invalid_request</c>: the answer would be another one without the field.</exception>
    public QuirkVerdict Judge(string name, Utf8JsonReader reader)
    {
        switch (name)
        {
            case "tools":
                _hasTools = reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray;
                return QuirkVerdict.Keep;
            case "messages" or "input":
                return QuirkVerdict.Keep;
            case "stream_options" when Has(ProviderQuirk.NoStreamOptions):
                return Cut(name, SaysMoreThanUsage(reader));
            case "max_tokens" when Has(ProviderQuirk.MaxTokens) && _statesBothLimits:
            case "max_tokens" when Has(ProviderQuirk.MaxCompletionTokens) && _statesBothLimits:
                return Cut(name, isNamed: true);
            case "max_completion_tokens" when Has(ProviderQuirk.MaxTokens):
                return Rename(QuirkVerdict.MaxTokens, reader);
            case "max_tokens" when Has(ProviderQuirk.MaxCompletionTokens):
                return Rename(QuirkVerdict.MaxCompletionTokens, reader);
            case "seed" when Has(ProviderQuirk.RandomSeed):
                return Rename(QuirkVerdict.RandomSeed, reader);
            case "seed" when Has(ProviderQuirk.NoSeed):
            case "temperature" or "top_p" when Has(ProviderQuirk.NoSampling):
            case "top_k" when Has(ProviderQuirk.NoSampling) || Has(ProviderQuirk.NoTopK):
            case "user" or "metadata" or "store" or "service_tier" or "safety_identifier" or "prompt_cache_key" or "prompt_cache_retention" when Has(ProviderQuirk.NoHints):
                return Cut(name, isNamed: reader.TokenType != JsonTokenType.Null);
            case "parallel_tool_calls" when Has(ProviderQuirk.NoParallelToolCalls):
                _isSerial = reader.TokenType == JsonTokenType.False;
                return QuirkVerdict.Cut;
            default:
                return Refusable(name, reader);
        }
    }

    /// <summary>Judges what could not be judged before the whole body was seen.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: as above.</exception>
    public readonly void Finish()
    {
        if (_isSerial && _hasTools)
        {
            throw RequestFault.NotTaken("parallel_tool_calls", "'false'");
        }
    }

    private readonly bool Has(ProviderQuirk quirk) => request.Quirks.Has(quirk);

    // Fields whose usual value asks for nothing, and whose every other value changes the answer.
    private readonly QuirkVerdict Refusable(string name, Utf8JsonReader reader)
    {
        var (isRuled, nothing) = name switch
        {
            "n" => (Has(ProviderQuirk.NoN), IsNumber(reader, 1)),
            "logit_bias" => (Has(ProviderQuirk.NoLogitBias), IsEmpty(reader)),
            "logprobs" => (Has(ProviderQuirk.NoLogprobs), reader.TokenType == JsonTokenType.False),
            "top_logprobs" => (Has(ProviderQuirk.NoLogprobs), IsNumber(reader, 0)),
            "frequency_penalty" or "presence_penalty" => (Has(ProviderQuirk.NoPenalties) || Has(ProviderQuirk.NoSampling), IsNumber(reader, 0)),
            _ => (false, false),
        };
        return !isRuled ? QuirkVerdict.Keep
            : nothing || reader.TokenType == JsonTokenType.Null ? QuirkVerdict.Cut
            : throw RequestFault.NotTaken(name, reader);
    }

    private readonly QuirkVerdict Cut(string name, bool isNamed)
    {
        if (isNamed)
        {
            request.Drop(name);
        }

        return QuirkVerdict.Cut;
    }

    private static QuirkVerdict Rename(QuirkVerdict name, Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? QuirkVerdict.Cut : name;

    private static bool IsNumber(Utf8JsonReader reader, double number) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var stated) && stated == number;

    private static bool IsEmpty(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.EndObject;

    private static bool SaysMoreThanUsage(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("include_usage"u8))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
