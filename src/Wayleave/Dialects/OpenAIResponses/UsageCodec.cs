using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Usage;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes and encodes token counts. A count that is not a whole number, or negative, counts as not sent.</summary>
/// <remarks>Counts without a property of their own become additional counts, nested ones with their object's name and a dot in front.</remarks>
internal static class UsageCodec
{
    private const string Input = "input_tokens_details.";
    private const string Output = "output_tokens_details.";

    public static UsageDetails Decode(JsonElement json)
    {
        var usage = new UsageDetails();
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            switch (name)
            {
                case "input_tokens":
                    usage.InputTokenCount = Count(property.Value);
                    break;
                case "output_tokens":
                    usage.OutputTokenCount = Count(property.Value);
                    break;
                case "total_tokens":
                    usage.TotalTokenCount = Count(property.Value);
                    break;
                case "input_tokens_details" or "output_tokens_details" when property.Value.ValueKind == JsonValueKind.Object:
                    DecodeDetails(usage, property.Value, $"{name}.");
                    break;
                default:
                    Add(usage, name, property.Value);
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
        writer.WriteNumber("input_tokens"u8, input);
        writer.WriteStartObject("input_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CachedInputTokenCount ?? 0);
        writer.WriteNumber("cache_write_tokens"u8, usage.AdditionalCounts?.TryGetValue(UsageCounts.CacheWrite, out var cacheWrite) == true ? cacheWrite : 0);
        WriteAdditional(writer, usage, Input);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens"u8, output);
        writer.WriteStartObject("output_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokenCount ?? 0);
        WriteAdditional(writer, usage, Output);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens"u8, usage.TotalTokenCount ?? input + output);
        writer.WriteEndObject();
    }

    private static void DecodeDetails(UsageDetails usage, JsonElement details, string prefix)
    {
        foreach (var property in details.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            switch (name)
            {
                case "cached_tokens" when prefix == Input:
                    usage.CachedInputTokenCount = Count(property.Value);
                    break;
                case "cache_write_tokens" when prefix == Input:
                    Add(usage, UsageCounts.CacheWrite, property.Value);
                    break;
                case "reasoning_tokens" when prefix == Output:
                    usage.ReasoningTokenCount = Count(property.Value);
                    break;
                default:
                    Add(usage, prefix + name, property.Value);
                    break;
            }
        }
    }

    private static void Add(UsageDetails usage, string name, JsonElement value)
    {
        if (Count(value) is { } count)
        {
            (usage.AdditionalCounts ??= [])[name] = count;
        }
    }

    private static long? Count(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0 ? count : null;

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
