using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Reads a Messages request.</summary>
internal sealed class RequestScanner : RequestScan
{
    private readonly OptionScan _options = new();
    private readonly List<WireEntry> _entries = new(4);
    private WireEntry? _system;
    private BlockKinds? _kinds;

    private RequestScanner(ReadOnlyMemory<byte> body)
        : base(body, MessageFields.Table, AnthropicMessagesDialect.Api)
    {
    }

    /// <param name="body">The body.</param>
    /// <param name="isCount">Whether the request only counts tokens, and so needs no <c>max_tokens</c>.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static AnthropicWireRequest Scan(ReadOnlyMemory<byte> body, bool isCount) => new RequestScanner(body).Scan(isCount);

    protected override void ReadValue(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.Messages:
                _kinds = MessageScan.ReadMessages(ref reader, _entries);
                break;
            case RequestField.System:
                _system = MessageScan.ReadSystem(ref reader);
                break;
            case RequestField.Tools:
                _options.Stated.Tools = ToolScan.Read(ref reader, Body);
                _options.Stated.Represent(field);
                break;
            default:
                _options.Read(field, ref reader);
                break;
        }
    }

    private AnthropicWireRequest Scan(bool isCount)
    {
        Run();
        var kinds = _kinds ?? throw RequestFault.Missing("messages", MessageScan.Expected);
        if (!isCount && _options.Stated.MaxTokens is null)
        {
            throw RequestFault.Missing("max_tokens", "the largest answer in tokens, an integer from 0");
        }

        if (_system is { } system)
        {
            _entries.Insert(0, system);
        }

        return new AnthropicWireRequest(_options.Complete(), Splice.Build(asksForUsage: false), [.. _entries], NoLog, PinOf(_options.Stated.Tools))
        {
            Body = Body,
            Members = Members,
            Model = Model,
            PolicyIr = PolicyIr,
            Hints = Hints,
            Streaming = Streaming,
            WantsUsage = true,
            ConversationId = _options.UserId,
            IsCount = isCount,
            Media = ((kinds & BlockKinds.Image) != 0 ? MediaKinds.Image : MediaKinds.None) | ((kinds & BlockKinds.Document) != 0 ? MediaKinds.Document : MediaKinds.None),
            HasUnsignedThinking = (kinds & BlockKinds.Unsigned) != 0,
        };
    }

    // A plan then leaves out the providers that have no such tool, rather than send one of them what it refuses.
    private static DialectPin? PinOf(List<AITool>? tools)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is WireRawTool)
            {
                return new DialectPin(
                    AnthropicMessagesDialect.Instance, $"tools[{i}]", "the provider has to run or to know the tool", "Send tools with an 'input_schema', or ask for a model at such a provider.");
            }
        }

        return null;
    }
}
