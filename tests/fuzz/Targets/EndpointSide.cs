using System.Buffers;
using System.Text;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Fuzz.Targets;

/// <summary>A dialect as an endpoint speaks it: requests that are answered, and the shapes of what is written.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Plain">A request for a complete answer.</param>
/// <param name="Streaming">A request for a stream, without usage where that is the caller's choice.</param>
/// <param name="Answer">What an answer looks like.</param>
/// <param name="Event">What an event looks like.</param>
/// <param name="Error">What an error looks like.</param>
/// <param name="Terminals">What ends a complete stream.</param>
internal sealed record EndpointSide(ChatDialect Dialect, WireRequest Plain, WireRequest Streaming, Shape Answer, Shape Event, Shape Error, string[] Terminals)
{
    public static readonly EndpointSide[] All =
    [
        Make(OpenAIChatDialect.Instance, "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]", Shape.ChatAnswer, Shape.ChatEvent, Shape.OpenAIError, "[DONE]"),
        Make(
            OpenAIResponsesDialect.Instance, "\"input\":\"x\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{}}],\"metadata\":{\"a\":\"b\"}",
            Shape.ResponsesAnswer, Shape.TypedEvent, Shape.OpenAIError, "response.completed", "response.incomplete", "response.failed"),
        Make(
            AnthropicMessagesDialect.Instance, "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]",
            Shape.MessagesAnswer, Shape.TypedEvent, Shape.MessagesError, "message_stop"),
    ];

    /// <summary>Writes an error in every dialect, alone and in the middle of a stream, and checks it.</summary>
    public static void CheckErrors(RouteException error, ArrayBufferWriter<byte> output)
    {
        foreach (var side in All)
        {
            output.ResetWrittenCount();
            side.Dialect.WriteError(output, error);
            side.Error.Check(output.WrittenSpan);
            output.ResetWrittenCount();
            side.Dialect.CreateStreamWriter(side.Streaming).Fail(output, error);
            EventShape.CheckAll(output.WrittenSpan, side.Event, side.Error);
        }
    }

    private static EndpointSide Make(ChatDialect dialect, string members, Shape answer, Shape anEvent, Shape error, params string[] terminals) => new(
        dialect,
        dialect.ReadRequest(Encoding.UTF8.GetBytes($"{{\"model\":\"m\",{members}}}")),
        dialect.ReadRequest(Encoding.UTF8.GetBytes($"{{\"model\":\"m\",\"stream\":true,{members}}}")),
        answer,
        anEvent,
        error,
        terminals);
}
