using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Encodes the hub's options; a field that the caller's body states the same way is left to its own bytes.</summary>
internal readonly struct OptionsEncoder(Utf8JsonWriter writer, ProviderRequest request, AnthropicWireRequest? original, ThinkingPlan thinking, bool isCount)
{
    private readonly ChatOptions _options = request.Options;

    public void Write()
    {
        if (!isCount)
        {
            writer.WriteNumber("max_tokens"u8, thinking.MaxTokens);
            WriteSampling();
            RefusePenalties();
            if (IsChanged(RequestField.Stop) && _options.StopSequences is { Count: > 0 } stop)
            {
                writer.WriteStartArray("stop_sequences"u8);
                foreach (var sequence in stop)
                {
                    writer.WriteStringValue(sequence);
                }

                writer.WriteEndArray();
            }
        }

        if (IsChanged(RequestField.Tools) && _options.Tools is { Count: > 0 } tools)
        {
            writer.WriteStartArray("tools"u8);
            foreach (var tool in tools)
            {
                ToolEncoder.Write(writer, tool);
            }

            writer.WriteEndArray();
        }

        if (IsClaimed(RequestField.ToolChoice))
        {
            WriteToolChoice();
        }

        WriteThinking();
        WriteOutput();
    }

    /// <summary>Tells whether the field is this encoder's to write, or to leave out.</summary>
    public bool IsClaimed(RequestField field) => field switch
    {
        RequestField.MaxTokens => !isCount || original?.IsCount != true,
        RequestField.Temperature or RequestField.TopP or RequestField.TopK => !AnthropicVersion.TakesSampling(request) || IsChanged(field),
        RequestField.ToolChoice => IsChanged(field) || IsChanged(RequestField.ParallelToolCalls),
        _ => IsChanged(field),
    };

    /// <summary>Tells whether a field speaks about the answer, so that the request that counts tokens does not take it.</summary>
    public static bool IsOfAnswer(string name) =>
        name is "max_tokens" or "temperature" or "top_p" or "top_k" or "stop_sequences" or "metadata" or "service_tier" or "container" or "inference_geo";

    /// <summary>Writes additional properties as top-level fields; null leaves a field out that the body states.</summary>
    public void WriteExtra(AdditionalPropertiesDictionary? properties)
    {
        foreach (var (name, value) in properties ?? [])
        {
            if (name is "temperature" or "top_p" or "top_k" && IsExtra(name) && !AnthropicVersion.TakesSampling(request))
            {
                request.Drop(name);
            }
            else if (IsExtra(name) && value is JsonElement or JsonNode or string or bool or int or long or float or double or decimal
                && !HubJson.TryWriteMember(writer, name, value))
            {
                throw RequestFault.WrongValue(name, value.ToString() ?? "", "a finite number");
            }
        }
    }

    /// <summary>Tells whether the name is free for an additional property: neither the router's own nor written already.</summary>
    public bool IsExtra(string name) => !OwnFields.IsOwnName(name) && !(isCount && IsOfAnswer(name)) && name switch
    {
        "model" or "messages" or "system" or "stream" or "max_tokens" => false,
        "strict" => _options.ResponseFormat is not ChatResponseFormatJson { Schema: not null },
        "temperature" => _options.Temperature is null,
        "top_p" => _options.TopP is null,
        "top_k" => _options.TopK is null,
        "stop_sequences" => _options.StopSequences is null or { Count: 0 },
        "tools" => _options.Tools is null or { Count: 0 },
        "tool_choice" => _options.ToolMode is null,
        "thinking" => thinking.Type is null,
        "output_config" => thinking.Effort is null && _options.ResponseFormat is not ChatResponseFormatJson,
        "metadata" => request.Options.Wire is null or AnthropicWireRequest,
        _ => true,
    };

    private bool IsChanged(RequestField field) => original is null || !original.Stated.IsSame(field, _options);

    private void WriteSampling()
    {
        WriteNumber(RequestField.Temperature, _options.Temperature);
        WriteNumber(RequestField.TopP, _options.TopP);
        WriteNumber(RequestField.TopK, _options.TopK);
    }

    private void WriteNumber(RequestField field, float? value)
    {
        if (value is not { } number)
        {
            return;
        }

        var name = MessageFields.NameOf(field);
        if (!AnthropicVersion.TakesSampling(request))
        {
            request.Drop(name);
        }
        else if (IsChanged(field))
        {
            writer.WriteNumber(name, float.IsFinite(number) ? number : throw RequestFault.WrongValue(name, $"{number}", "a finite number"));
        }
    }

    // A seed promises nothing, so it may go; a penalty changes the answer.
    private void RefusePenalties()
    {
        if (_options.Seed is not null)
        {
            request.Drop("seed");
        }

        var name = _options.FrequencyPenalty is not (null or 0) ? "frequency_penalty" : _options.PresencePenalty is not (null or 0) ? "presence_penalty" : null;
        if (name is not null)
        {
            throw RequestFault.NotExpressible(AnthropicMessagesDialect.Api, $"A '{name}' other than 0", "Remove it.", name);
        }
    }

    private void WriteToolChoice()
    {
        var isSerial = _options.AllowMultipleToolCalls == false;
        var kind = _options.ToolMode switch
        {
            AutoChatToolMode => "auto",
            NoneChatToolMode => "none",
            RequiredChatToolMode { RequiredFunctionName: not null } => "tool",
            RequiredChatToolMode => "any",
            _ => isSerial && _options.Tools is { Count: > 0 } ? "auto" : null,
        };
        if (kind is null)
        {
            return;
        }

        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, kind);
        if (_options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } tool })
        {
            writer.WriteString("name"u8, tool);
        }

        if (isSerial && kind != "none")
        {
            writer.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        writer.WriteEndObject();
    }

    private void WriteThinking()
    {
        if (IsChanged(RequestField.Thinking) && thinking.Type is { } type)
        {
            writer.WriteStartObject("thinking"u8);
            writer.WriteString("type"u8, type);
            if (thinking.Budget is { } budget)
            {
                writer.WriteNumber("budget_tokens"u8, budget);
            }

            writer.WriteEndObject();
        }
    }

    private void WriteOutput()
    {
        if (!IsChanged(RequestField.OutputConfig))
        {
            return;
        }

        var output = new OutputEncoder(writer, original?.FindValue(RequestField.OutputConfig));
        output.Write(
            _options.ResponseFormat,
            isSameFormat: original is not null && ReferenceEquals(original.Stated.ResponseFormat, _options.ResponseFormat),
            thinking.Effort,
            isSameEffort: !IsChanged(RequestField.Thinking));
    }
}
