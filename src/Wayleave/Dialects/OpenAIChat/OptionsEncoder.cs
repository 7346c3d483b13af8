using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes the hub's options; a field that the caller's body states the same way is left to its own bytes.</summary>
internal readonly struct OptionsEncoder(Utf8JsonWriter writer, ChatOptions options, ScannedOptions? stated)
{
    public void Write()
    {
        WriteScalars();
        if (Changed(RequestField.Stop) && options.StopSequences is { Count: > 0 } stop)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var sequence in stop)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }

        if (Changed(RequestField.Tools) && options.Tools is { Count: > 0 } tools)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in tools)
            {
                ToolEncoder.Write(writer, tool);
            }

            writer.WriteEndArray();
        }

        WriteModes();
        WriteFormat();
    }

    /// <summary>Tells whether the field is this encoder's to write, or to leave out.</summary>
    public bool Changed(RequestField field) => stated is null || !stated.IsSame(field, options);

    /// <summary>Writes additional properties as top-level fields; null leaves a field out that the body states.</summary>
    public void WriteExtra()
    {
        if (options.AdditionalProperties is { Count: > 0 } properties)
        {
            ExtraFields.WriteOptions(writer, properties, IsExtra);
        }
    }

    /// <summary>Tells whether the name is free for an additional property: neither the router's own nor written already.</summary>
    public bool IsExtra(string name)
    {
        if (OwnFields.IsOwnName(name) || name is "model" or "messages" or "stream" or "stream_options")
        {
            return false;
        }

        return name switch
        {
            // It says how strict the response format's schema is, as the hub's own OpenAI client reads it.
            "strict" => options.ResponseFormat is not ChatResponseFormatJson { Schema: not null },
            "max_tokens" or "max_completion_tokens" => options.MaxOutputTokens is null,
            "temperature" => options.Temperature is null,
            "top_p" => options.TopP is null,
            "top_k" => options.TopK is null,
            "frequency_penalty" => options.FrequencyPenalty is null,
            "presence_penalty" => options.PresencePenalty is null,
            "seed" => options.Seed is null,
            "stop" => options.StopSequences is null or { Count: 0 },
            "tools" => options.Tools is null or { Count: 0 },
            "tool_choice" => options.ToolMode is null,
            "parallel_tool_calls" => options.AllowMultipleToolCalls is null,
            "response_format" => options.ResponseFormat is null,
            "reasoning_effort" => options.Reasoning?.Effort is null,
            _ => true,
        };
    }

    private void WriteScalars()
    {
        if (Changed(RequestField.MaxCompletionTokens) && options.MaxOutputTokens is { } limit)
        {
            // A server that predates the newer name was addressed by the older one; keep to it.
            var name = stated is { MaxTokens: not null, MaxCompletionTokens: null } ? "max_tokens"u8 : "max_completion_tokens"u8;
            writer.WriteNumber(name, limit);
        }

        WriteNumber(RequestField.Temperature, options.Temperature);
        WriteNumber(RequestField.TopP, options.TopP);
        WriteNumber(RequestField.FrequencyPenalty, options.FrequencyPenalty);
        WriteNumber(RequestField.PresencePenalty, options.PresencePenalty);

        // Not a field of the original API, but of many servers that speak it.
        if (Changed(RequestField.TopK) && options.TopK is { } topK)
        {
            writer.WriteNumber("top_k"u8, topK);
        }

        if (Changed(RequestField.Seed) && options.Seed is { } seed)
        {
            writer.WriteNumber("seed"u8, seed);
        }
    }

    private void WriteNumber(RequestField field, float? value)
    {
        if (Changed(field) && value is { } number)
        {
            var name = RequestFields.NameOf(field);
            writer.WriteNumber(name, float.IsFinite(number) ? number : throw RequestFault.WrongValue(name, $"{number}", "a finite number"));
        }
    }

    private void WriteModes()
    {
        if (Changed(RequestField.ToolChoice))
        {
            switch (options.ToolMode)
            {
                case AutoChatToolMode:
                    writer.WriteString("tool_choice"u8, "auto"u8);
                    break;
                case NoneChatToolMode:
                    writer.WriteString("tool_choice"u8, "none"u8);
                    break;
                case RequiredChatToolMode { RequiredFunctionName: { } function }:
                    writer.WriteStartObject("tool_choice"u8);
                    writer.WriteString("type"u8, "function"u8);
                    writer.WriteStartObject("function"u8);
                    writer.WriteString("name"u8, function);
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                    break;
                case RequiredChatToolMode:
                    writer.WriteString("tool_choice"u8, "required"u8);
                    break;
            }
        }

        if (Changed(RequestField.ParallelToolCalls) && options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }

        if (Changed(RequestField.ReasoningEffort) && options.Reasoning?.Effort is { } effort)
        {
            writer.WriteString("reasoning_effort"u8, EffortNames.Spell(effort));
        }
    }

    private void WriteFormat()
    {
        if (!Changed(RequestField.ResponseFormat) || options.ResponseFormat is not { } format)
        {
            return;
        }

        writer.WriteStartObject("response_format"u8);
        if (format is not ChatResponseFormatJson json)
        {
            writer.WriteString("type"u8, "text"u8);
        }
        else if (json.Schema is not { } schema)
        {
            writer.WriteString("type"u8, "json_object"u8);
        }
        else
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, json.SchemaName ?? "response");
            if (json.SchemaDescription is { } description)
            {
                writer.WriteString("description"u8, description);
            }

            writer.WritePropertyName("schema"u8);
            HubJson.TryWritePlain(writer, schema);
            if (options.AdditionalProperties?.TryGetValue("strict", out var strict) == true && strict is bool or JsonElement)
            {
                writer.WritePropertyName("strict"u8);
                HubJson.TryWritePlain(writer, strict);
            }
            else if ((options as RoutedChatOptions)?.Wire?.StrictSchema is { } isStrict)
            {
                writer.WriteBoolean("strict"u8, isStrict);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
