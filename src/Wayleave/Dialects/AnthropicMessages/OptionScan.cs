using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Reads the scalar options of a request.</summary>
internal sealed class OptionScan
{
    private static readonly NameTable MetadataNames = new("user_id");
    private static readonly NameTable ChoiceNames = new("type", "name", "disable_parallel_tool_use");
    private static readonly NameTable ThinkingNames = new("type", "budget_tokens");
    private static readonly NameTable OutputNames = new("effort", "format");
    private static readonly NameTable FormatNames = new("type", "schema");

    private ReasoningEffort? _thinking;
    private ReasoningEffort? _output;

    public ScannedOptions Stated { get; } = new();

    /// <summary>Gets the end user's id in <c>metadata</c>, or null.</summary>
    public string? UserId { get; private set; }

    public void Read(RequestField field, ref Utf8JsonReader reader)
    {
        var name = MessageFields.NameOf(field);
        var represented = field != RequestField.Metadata;
        switch (field)
        {
            case RequestField.Temperature:
                Stated.Temperature = Values.Number(ref reader, name);
                break;
            case RequestField.TopP:
                Stated.TopP = Values.Number(ref reader, name);
                break;
            case RequestField.TopK:
                Stated.TopK = (int)Values.Integer(ref reader, name, int.MinValue, int.MaxValue);
                break;
            case RequestField.MaxTokens:
                // 0 fills the vendor's prompt cache and asks for no answer.
                Stated.MaxTokens = (int)Values.Integer(ref reader, name, 0, int.MaxValue);
                break;
            case RequestField.Stop:
                Stated.Stop = Values.Texts(ref reader, name, "an array of strings");
                break;
            case RequestField.ToolChoice:
                ReadToolChoice(ref reader);
                represented = Stated.ToolMode is not null;
                break;
            case RequestField.Thinking:
                represented = ReadThinking(ref reader);
                break;
            case RequestField.OutputConfig:
                represented = ReadOutput(ref reader);
                break;
            case RequestField.Metadata:
                ReadMetadata(ref reader);
                break;
        }

        if (represented)
        {
            Stated.Represent(field);
        }
    }

    /// <summary>Gets the options once all fields are read: two of them speak about effort.</summary>
    public ScannedOptions Complete()
    {
        Stated.Effort = _thinking == ReasoningEffort.None ? _thinking : _output ?? _thinking;
        return Stated;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        var members = Begin(ref reader, "metadata", MetadataNames, "an object such as {\"user_id\": \"...\"}");
        while (members.Next(ref reader, out var member))
        {
            if (member == 0 && reader.TokenType != JsonTokenType.Null)
            {
                UserId = Values.Text(ref reader, "metadata.user_id", "a string");
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // No mode for what the hub has no word for; the body still says it.
    private void ReadToolChoice(ref Utf8JsonReader reader)
    {
        string? type = null, tool = null;
        var members = Begin(ref reader, "tool_choice", ChoiceNames, "an object such as {\"type\": \"auto\"}");
        while (members.Next(ref reader, out var member))
        {
            switch (member)
            {
                case 0:
                    type = Values.Text(ref reader, "tool_choice.type", "\"auto\", \"any\", \"tool\" or \"none\"");
                    break;
                case 1:
                    tool = Values.Text(ref reader, "tool_choice.name", "the name of a tool, as a string");
                    break;
                case 2:
                    Stated.ParallelToolCalls = !Values.Flag(ref reader, "tool_choice.disable_parallel_tool_use");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Stated.ToolMode = type switch
        {
            "auto" => ChatToolMode.Auto,
            "any" => ChatToolMode.RequireAny,
            "none" => ChatToolMode.None,
            "tool" when string.IsNullOrWhiteSpace(tool) => throw RequestFault.Missing("tool_choice.name", "the name of a tool, as a string"),
            "tool" => ChatToolMode.RequireSpecific(tool),
            null => throw RequestFault.Missing("tool_choice.type", "\"auto\", \"any\", \"tool\" or \"none\""),
            _ => null,
        };
    }

    private bool ReadThinking(ref Utf8JsonReader reader)
    {
        string? type = null;
        int? budget = null;
        var members = Begin(ref reader, "thinking", ThinkingNames, "an object such as {\"type\": \"adaptive\"}");
        while (members.Next(ref reader, out var member))
        {
            if (member == 0)
            {
                type = Values.Text(ref reader, "thinking.type", "\"enabled\", \"disabled\" or \"adaptive\"");
            }
            else if (member == 1 && reader.TokenType != JsonTokenType.Null)
            {
                budget = (int)Values.Integer(ref reader, "thinking.budget_tokens", 1, int.MaxValue);
            }
            else
            {
                reader.Skip();
            }
        }

        _thinking = type switch
        {
            "disabled" => ReasoningEffort.None,
            "enabled" when budget is { } tokens => Efforts.OfBudget(tokens),
            "enabled" => throw RequestFault.Missing("thinking.budget_tokens", "a number of tokens, beside a thinking.type of \"enabled\""),
            null => throw RequestFault.Missing("thinking.type", "\"enabled\", \"disabled\" or \"adaptive\""),
            _ => null,
        };
        return type is "disabled" or "enabled" or "adaptive";
    }

    private bool ReadOutput(ref Utf8JsonReader reader)
    {
        var represented = true;
        var members = Begin(ref reader, "output_config", OutputNames, "an object such as {\"effort\": \"low\"}");
        while (members.Next(ref reader, out var member))
        {
            if (member == 0 && reader.TokenType != JsonTokenType.Null)
            {
                _output = Efforts.Parse(Values.Text(ref reader, "output_config.effort", "a string such as \"low\" or \"high\""));
                represented &= _output is not null;
            }
            else if (member == 1 && reader.TokenType != JsonTokenType.Null)
            {
                Stated.ResponseFormat = ReadFormat(ref reader);
                represented &= Stated.ResponseFormat is not null;
            }
            else
            {
                represented &= member >= 0;
                reader.Skip();
            }
        }

        return represented;
    }

    private static ChatResponseFormatJson? ReadFormat(ref Utf8JsonReader reader)
    {
        string? type = null;
        JsonElement? schema = null;
        var members = Begin(ref reader, "output_config.format", FormatNames, "an object such as {\"type\": \"json_schema\", \"schema\": {...}}");
        while (members.Next(ref reader, out var member))
        {
            if (member == 0)
            {
                type = Values.Text(ref reader, "output_config.format.type", "\"json_schema\"");
            }
            else if (member == 1 && reader.TokenType == JsonTokenType.StartObject)
            {
                schema = JsonElement.ParseValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return type == "json_schema" && schema is { } found ? ChatResponseFormat.ForJsonSchema(found) : null;
    }

    private static MemberScan Begin(ref Utf8JsonReader reader, string param, NameTable names, string expected) =>
        reader.TokenType == JsonTokenType.StartObject
            ? new MemberScan(names, new ScanPath(param, -1))
            : throw RequestFault.WrongKind(param, reader.TokenType, expected);
}
