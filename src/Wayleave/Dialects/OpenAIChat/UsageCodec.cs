using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Usage;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes and encodes token counts. A count that is not a whole number, or negative, counts as not sent.</summary>
/// <remarks>Counts without a property of their own become additional counts, nested ones with their object's name and a dot in front.</remarks>
internal static class UsageCodec
{
    private const string Prompt = "prompt_tokens_details.";
    private const string Completion = "completion_tokens_details.";

    private static readonly NameTable Names = new(
        "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details",
        "prompt_cache_hit_tokens", "cache_creation_input_tokens", "prompt_cache_miss_tokens");

    private static readonly NameTable PromptNames = new("cached_tokens", "cache_write_tokens");
    private static readonly NameTable CompletionNames = new("reasoning_tokens");

    /// <summary>Reads the object that the reader stands on.</summary>
    public static UsageDetails Read(ref Utf8JsonReader reader)
    {
        var usage = new UsageDetails();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            switch (member)
            {
                case 3 when reader.TokenType == JsonTokenType.StartObject:
                    ReadPrompt(ref reader, usage);
                    break;
                case 4 when reader.TokenType == JsonTokenType.StartObject:
                    ReadCompletion(ref reader, usage);
                    break;
                default:
                    if (Count(ref reader) is { } count)
                    {
                        Set(usage, member, count, name);
                    }

                    break;
            }
        }

        return usage;
    }

    public static void Write(Utf8JsonWriter writer, UsageDetails usage)
    {
        var input = usage.InputTokenCount ?? 0;
        var output = usage.OutputTokenCount ?? 0;
        writer.WriteStartObject();
        writer.WriteNumber("prompt_tokens"u8, input);
        writer.WriteNumber("completion_tokens"u8, output);
        writer.WriteNumber("total_tokens"u8, usage.TotalTokenCount ?? input + output);
        writer.WriteStartObject("prompt_tokens_details"u8);
        WriteCount(writer, "cached_tokens"u8, usage.CachedInputTokenCount ?? 0);
        if (usage.AdditionalCounts?.TryGetValue(UsageCounts.CacheWrite, out var cacheWrite) == true)
        {
            WriteCount(writer, "cache_write_tokens"u8, cacheWrite);
        }

        WriteAdditional(writer, usage, Prompt);
        writer.WriteEndObject();
        writer.WriteStartObject("completion_tokens_details"u8);
        WriteCount(writer, "reasoning_tokens"u8, usage.ReasoningTokenCount ?? 0);
        WriteAdditional(writer, usage, Completion);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Set(UsageDetails usage, int member, long count, ReadOnlySpan<byte> name)
    {
        switch (member)
        {
            case 0:
                usage.InputTokenCount = count;
                break;
            case 1:
                usage.OutputTokenCount = count;
                break;
            case 2:
                usage.TotalTokenCount = count;
                break;
            case 5:
                usage.CachedInputTokenCount ??= count;
                break;
            case 6:
                (usage.AdditionalCounts ??= [])[UsageCounts.CacheWrite] = count;
                break;
            case 7:
                break;
            default:
                (usage.AdditionalCounts ??= [])[JsonText.Unescape(name)] = count;
                break;
        }
    }

    private static void ReadPrompt(ref Utf8JsonReader reader, UsageDetails usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = PromptNames.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            if (Count(ref reader) is not { } count)
            {
                continue;
            }

            switch (member)
            {
                case 0:
                    usage.CachedInputTokenCount = count;
                    break;
                case 1:
                    (usage.AdditionalCounts ??= [])[UsageCounts.CacheWrite] = count;
                    break;
                default:
                    (usage.AdditionalCounts ??= [])[Prompt + JsonText.Unescape(name)] = count;
                    break;
            }
        }
    }

    private static void ReadCompletion(ref Utf8JsonReader reader, UsageDetails usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = CompletionNames.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            if (Count(ref reader) is not { } count)
            {
                continue;
            }

            if (member == 0)
            {
                usage.ReasoningTokenCount = count;
            }
            else
            {
                (usage.AdditionalCounts ??= [])[Completion + JsonText.Unescape(name)] = count;
            }
        }
    }

    private static long? Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out var count) && count >= 0 ? count : null;
        }

        reader.Skip();
        return null;
    }

    private static void WriteCount(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteAdditional(Utf8JsonWriter writer, UsageDetails usage, string prefix)
    {
        foreach (var (name, count) in usage.AdditionalCounts ?? [])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                writer.WriteNumber(name[prefix.Length..], count);
            }
        }
    }
}
