using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;

namespace Wayleave.Fuzz.Targets;

/// <summary>A caller's request: read, looked at, and written to providers of every dialect, untouched and touched.</summary>
internal sealed class RequestTarget(DialectSamples samples) : FuzzTarget
{
    private readonly ChatDialect _dialect = (ChatDialect)samples.Dialect;
    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    public override string Name => $"{samples.Dialect.Name}/requests";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Requests);

    public override bool Run(byte[] input, SplitMix random)
    {
        try
        {
            var wire = _dialect.ReadRequest(input);
            Send(wire, wire.Messages, wire.Streaming);
            var messages = Look(wire);
            Send(wire, messages, random.OneIn(8) ? !wire.Streaming : wire.Streaming);
            if (random.OneIn(4))
            {
                SendChanged(wire, messages);
            }

            SendOn(wire, messages);
            return true;
        }
        catch (RouteException e)
        {
            CheckRefusal(e);
            return false;
        }
    }

    // Each provider may refuse what its dialect cannot say; the others are asked nevertheless.
    private void Send(WireRequest wire, IEnumerable<ChatMessage> messages, bool streaming)
    {
        foreach (var side in ProviderSide.All)
        {
            Send(side, new ProviderRequest(messages, (RoutedChatOptions)wire.Options.Clone(), "up/stream-1", streaming) { ApiVersion = side.ApiVersion });
        }
    }

    private void Send(ProviderSide side, in ProviderRequest request)
    {
        _output.ResetWrittenCount();
        try
        {
            side.Dialect.WriteRequest(_output, request);
        }
        catch (RouteException e)
        {
            CheckRefusal(e);
            return;
        }

        side.Request.Check(_output.WrittenSpan, toProvider: true);
    }

    // What a middleware may do: other options, another text, unknown fields from elsewhere.
    private void SendChanged(WireRequest wire, ChatMessage[] messages)
    {
        var changed = (RoutedChatOptions)wire.Options.Clone();
        changed.Temperature = 0.5f;
        changed.MaxOutputTokens = 77;
        changed.Instructions = "Changed.";
        changed.StopSequences = ["changed"];
        changed.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low };
        wire.CopyUnknownFieldsTo(changed);
        foreach (var message in messages)
        {
            message.Contents.Add(new TextContent("added"));
        }

        foreach (var side in ProviderSide.All)
        {
            Send(side, new ProviderRequest(messages, changed, "up", wire.Streaming) { ApiVersion = side.ApiVersion, MaxOutputTokens = 1000 });
        }
    }

    // As a request that was made in process: what came over the wire is known only from the hub.
    private void SendOn(WireRequest wire, ChatMessage[] messages)
    {
        var options = (RoutedChatOptions)wire.Options.Clone();
        options.Wire = null;
        foreach (var side in ProviderSide.All)
        {
            Send(side, new ProviderRequest(messages, options, "up", Streaming: false) { ApiVersion = side.ApiVersion });
        }
    }

    private static ChatMessage[] Look(WireRequest wire)
    {
        ChatMessage[] messages = [.. wire.Messages];
        foreach (var message in messages)
        {
            _ = message.Text;
        }

        foreach (var tool in wire.Options.Tools ?? [])
        {
            _ = (tool.Name, tool.Description, (tool as AIFunctionDeclaration)?.JsonSchema);
        }

        return messages;
    }

    private void CheckRefusal(RouteException error)
    {
        if (error.Origin != FaultOrigin.Caller || error.Code is not (RouteErrorCode.InvalidRequest or RouteErrorCode.InvalidPolicy))
        {
            throw new OracleException("a refused request is the caller's fault", $"{error.Code}: {error.Message}");
        }

        EndpointSide.CheckErrors(error, _output);
    }
}
