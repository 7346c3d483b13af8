using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes <c>generationConfig</c>: the hub's options first, then what the caller states in Gemini's own words.</summary>
internal sealed class ConfigEncoder(Utf8JsonWriter writer, ProviderRequest request, ForeignFields foreign)
{
    private readonly List<string> _written = [];
    private readonly bool _takesSampling = !request.Quirks.Has(ProviderQuirk.NoSampling);

    public void Write()
    {
        var options = request.Options;
        WriteSampling(options);
        WriteInteger("maxOutputTokens", options.MaxOutputTokens);
        WriteInteger("candidateCount", foreign.CandidateCount);
        WriteInteger("seed", options.Seed is { } seed and (< int.MinValue or > int.MaxValue)
            ? throw RequestFault.WrongValue("seed", $"{seed}", "a 32-bit integer for a provider that speaks Gemini")
            : (int?)options.Seed);
        WriteStop(options.StopSequences);
        WriteFormat(options.ResponseFormat);
        WriteThinking(options.Reasoning);
        foreach (var property in foreign.GenerationConfig?.EnumerateObject() ?? default)
        {
            var name = JsonText.ReadName(property);
            if (!_takesSampling && name is "temperature" or "topP" or "topK")
            {
                request.Drop(name);
            }
            else if (!_written.Contains(name))
            {
                Begin(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        if (_written.Count > 0)
        {
            writer.WriteEndObject();
        }
    }

    private void WriteSampling(ChatOptions options)
    {
        if (!_takesSampling)
        {
            SamplingRule.Apply(options, request.Options.Context?.Trace);
            return;
        }

        WriteNumber("temperature", options.Temperature);
        WriteNumber("topP", options.TopP);
        WriteInteger("topK", options.TopK);
        WriteNumber("presencePenalty", options.PresencePenalty);
        WriteNumber("frequencyPenalty", options.FrequencyPenalty);
    }

    private void Begin(string name)
    {
        if (_written.Count == 0)
        {
            writer.WriteStartObject("generationConfig"u8);
        }

        _written.Add(name);
        writer.WritePropertyName(name);
    }

    private void WriteNumber(string name, float? value)
    {
        if (value is { } number)
        {
            Begin(name);
            writer.WriteNumberValue(float.IsFinite(number) ? number : throw RequestFault.WrongValue(name, $"{number}", "a finite number"));
        }
    }

    private void WriteInteger(string name, int? value)
    {
        if (value is { } number)
        {
            Begin(name);
            writer.WriteNumberValue(number);
        }
    }

    private void WriteStop(IList<string>? sequences)
    {
        if (sequences is not { Count: > 0 })
        {
            return;
        }

        Begin("stopSequences");
        writer.WriteStartArray();
        foreach (var sequence in sequences)
        {
            writer.WriteStringValue(sequence);
        }

        writer.WriteEndArray();
    }

    private void WriteFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        Begin("responseMimeType");
        writer.WriteStringValue("application/json"u8);
        if (json.Schema is { } schema)
        {
            Begin("responseJsonSchema");
            HubJson.TryWritePlain(writer, schema);
        }
    }

    private void WriteThinking(ReasoningOptions? reasoning)
    {
        var hasAmount = reasoning?.Effort is not null || foreign.IsMinimalEffort || foreign.ThinkingBudget is not null;
        if (!hasAmount && reasoning?.Output is null)
        {
            return;
        }

        Begin("thinkingConfig");
        writer.WriteStartObject();
        if (foreign.ThinkingBudget is { } budget)
        {
            writer.WriteNumber("thinkingBudget"u8, budget);
        }
        else if (hasAmount && Thinking.HasLevels(request.Model))
        {
            writer.WriteString("thinkingLevel"u8, reasoning?.Effort is { } effort ? Thinking.LevelOf(effort) : Thinking.MinimalLevel);
        }
        else if (hasAmount)
        {
            writer.WriteNumber("thinkingBudget"u8, reasoning?.Effort is { } effort ? Thinking.BudgetOf(effort) : Thinking.MinimalBudget);
        }

        if (reasoning?.Output is { } output)
        {
            writer.WriteBoolean("includeThoughts"u8, output != ReasoningOutput.None);
        }

        writer.WriteEndObject();
    }
}
