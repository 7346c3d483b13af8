using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Usage;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Token counts as this dialect tells them: running totals, so that what comes later replaces what came before.</summary>
/// <remarks>
/// The dialect's <c>input_tokens</c> leave out what was read from and written to the prompt cache; the hub's count has both in
/// it. Counts without a property of their own become additional counts, nested ones with their object's name and a dot in front.
/// </remarks>
internal sealed class UsageTally
{
    private static readonly string[] Nested = ["cache_creation.", "server_tool_use."];

    private static readonly NameTable Names = new(
        "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation", "server_tool_use");

    private readonly long?[] _counts = new long?[4];
    private AdditionalPropertiesDictionary<long>? _additional;

    /// <summary>Reads the object that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            if (member is 4 or 5 && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadNested(ref reader, Nested[member - 4]);
            }
            else if (Count(ref reader) is { } count)
            {
                if (member is >= 0 and < 4)
                {
                    _counts[member] = count;
                }
                else
                {
                    (_additional ??= [])[JsonText.Unescape(name)] = count;
                }
            }
        }
    }

    /// <summary>Gets the totals so far, or null when there are none.</summary>
    public UsageDetails? ToDetails()
    {
        if (_counts is [null, null, null, null] && _additional is null)
        {
            return null;
        }

        long? input = _counts is [null, _, null, null] ? null : (_counts[0] ?? 0) + (_counts[2] ?? 0) + (_counts[3] ?? 0);
        var usage = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = _counts[1],
            TotalTokenCount = input is null || _counts[1] is null ? null : input + _counts[1],
            CachedInputTokenCount = _counts[2],
            AdditionalCounts = _additional is null ? null : new(_additional),
        };
        if (_counts[3] is { } written)
        {
            (usage.AdditionalCounts ??= [])[UsageCounts.CacheWrite] = written;
        }

        return usage;
    }

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter writer, UsageDetails? usage)
    {
        var cached = usage?.CachedInputTokenCount ?? 0;
        var written = usage?.AdditionalCounts?.GetValueOrDefault(UsageCounts.CacheWrite) ?? 0;
        writer.WriteStartObject();
        writer.WriteNumber("input_tokens"u8, Math.Max(0, (usage?.InputTokenCount ?? 0) - cached - written));
        writer.WriteNumber("cache_creation_input_tokens"u8, written);
        writer.WriteNumber("cache_read_input_tokens"u8, cached);
        writer.WriteNumber("output_tokens"u8, usage?.OutputTokenCount ?? 0);
        foreach (var prefix in Nested)
        {
            WriteNested(writer, usage, prefix);
        }

        writer.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter writer, UsageDetails? usage, string prefix)
    {
        var started = false;
        foreach (var (name, count) in usage?.AdditionalCounts ?? [])
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (!started)
            {
                writer.WriteStartObject(prefix.AsSpan(0, prefix.Length - 1));
                started = true;
            }

            writer.WriteNumber(name.AsSpan(prefix.Length), count);
        }

        if (started)
        {
            writer.WriteEndObject();
        }
    }

    private void ReadNested(ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (Count(ref reader) is { } count)
            {
                (_additional ??= [])[prefix + JsonText.Unescape(name)] = count;
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
}
