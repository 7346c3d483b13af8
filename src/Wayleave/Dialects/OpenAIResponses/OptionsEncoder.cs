using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes the hub's options; a field that the caller's body states the same way is left to its own bytes.</summary>
internal readonly struct OptionsEncoder(Utf8JsonWriter writer, ProviderRequest request, OpenAIResponsesWireRequest? original, ForeignFields foreign)
{
    private readonly RoutedChatOptions _options = request.Options;

    public void Write()
    {
        RefuseOrDrop();
        if (Changed(RequestField.MaxTokens) && _options.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("max_output_tokens"u8, limit);
        }

        WriteNumber(RequestField.Temperature, _options.Temperature);
        WriteNumber(RequestField.TopP, _options.TopP);
        if (Changed(RequestField.Tools) && _options.Tools is { Count: > 0 } tools)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in tools)
            {
                ToolEncoder.Write(writer, tool);
            }

            writer.WriteEndArray();
        }

        WriteToolMode();
        if (Changed(RequestField.ParallelToolCalls) && _options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }

        if (Changed(RequestField.Reasoning))
        {
            WriteReasoning();
        }

        if (Changed(RequestField.Text))
        {
            TextEncoder.Write(writer, _options, original, foreign.Verbosity);
        }
    }

    /// <summary>Tells whether the field is this encoder's to write, or to leave out.</summary>
    public bool Changed(RequestField field) => original is null || !original.Stated.IsSame(field, _options);

    /// <summary>Writes additional properties as top-level fields; null leaves a field out that the body states.</summary>
    public void WriteExtra()
    {
        if (_options.AdditionalProperties is { Count: > 0 } properties)
        {
            ExtraFields.WriteOptions(writer, properties, IsExtra);
        }
    }

    /// <summary>Tells whether the name is free for an additional property: neither the router's own nor written already.</summary>
    public bool IsExtra(string name)
    {
        if (OwnFields.IsOwnName(name) || name is "model" or "input" or "instructions" or "stream")
        {
            return false;
        }

        return name switch
        {
            // It says how strict the response format's schema is, as the hub's own OpenAI client reads it.
            "strict" => _options.ResponseFormat is not ChatResponseFormatJson { Schema: not null },
            "max_output_tokens" => _options.MaxOutputTokens is null,
            "temperature" => _options.Temperature is null,
            "top_p" => _options.TopP is null,
            "tools" => _options.Tools is null or { Count: 0 },
            "tool_choice" => _options.ToolMode is null,
            "parallel_tool_calls" => _options.AllowMultipleToolCalls is null,
            "text" => _options.ResponseFormat is null,
            "reasoning" => _options.Reasoning is null,
            _ => true,
        };
    }

    // The API knows none of these.
    private void RefuseOrDrop()
    {
        if (_options.StopSequences is { Count: > 0 })
        {
            throw Unknown("stop", "The API has no stop sequences; remove them, or ask for a model at another provider.");
        }

        if (_options.FrequencyPenalty is { } frequency && frequency != 0)
        {
            throw Unknown("frequency_penalty", "The API has no penalties; remove it or set it to 0.");
        }

        if (_options.PresencePenalty is { } presence && presence != 0)
        {
            throw Unknown("presence_penalty", "The API has no penalties; remove it or set it to 0.");
        }

        if (_options.TopK is not null && request.Quirks.Has(ProviderQuirk.NoSampling))
        {
            request.Drop("top_k");
        }
        else if (_options.TopK is not null)
        {
            throw Unknown("top_k", "The API has no such limit; remove it, or use top_p.");
        }

        if (_options.Seed is not null)
        {
            // A best effort where it exists.
            request.Drop("seed");
        }
    }

    private static RouteException Unknown(string param, string fix) => RequestFault.NotExpressible(OpenAIResponsesDialect.Api, $"'{param}'", fix, param);

    private void WriteNumber(RequestField field, float? value)
    {
        if (Changed(field) && value is { } number)
        {
            var name = RequestFields.NameOf(field);
            writer.WriteNumber(name, float.IsFinite(number) ? number : throw RequestFault.WrongValue(name, $"{number}", "a finite number"));
        }
    }

    private void WriteToolMode()
    {
        if (!Changed(RequestField.ToolChoice))
        {
            return;
        }

        switch (_options.ToolMode)
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
                writer.WriteString("name"u8, function);
                writer.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
        }
    }

    private void WriteReasoning()
    {
        var effort = _options.Reasoning?.Effort is { } stated ? EffortNames.Spell(stated) : foreign.Effort;
        var summary = _options.Reasoning?.Output switch
        {
            ReasoningOutput.Summary => "auto",
            ReasoningOutput.Full => "detailed",
            _ => null,
        };
        if (effort is null && summary is null)
        {
            return;
        }

        writer.WriteStartObject("reasoning"u8);
        if (effort is not null)
        {
            writer.WriteString("effort"u8, effort);
        }

        if (summary is not null)
        {
            writer.WriteString("summary"u8, summary);
        }

        writer.WriteEndObject();
    }
}
