using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Brings the messages of the hub into the turns that the API wants.</summary>
/// <remarks>
/// Results of one model turn's calls make one turn, in the order of the calls, because calls without ids are told apart by their
/// order alone; the model's messages that follow each other make one turn, because results must follow the turn with the calls.
/// </remarks>
internal sealed class TurnReader
{
    private readonly Dictionary<string, CallPlace> _calls = new(StringComparer.Ordinal);
    private readonly ProviderRequest _request;
    private int _callCount;

    private TurnReader(in ProviderRequest request) => _request = request;

    public List<string> System { get; } = [];

    public List<Turn> Turns { get; } = [];

    public static TurnReader Read(in ProviderRequest request)
    {
        var reader = new TurnReader(request);
        if (!string.IsNullOrEmpty(request.Options.Instructions))
        {
            reader.System.Add(request.Options.Instructions);
        }

        if (request.Options.Wire is { } wire && ReferenceEquals(request.Messages, wire.Messages))
        {
            // The next attempt may still pass the caller's bytes on, if nobody looked who could have changed them.
            for (var i = 0; i < wire.Messages.Count; i++)
            {
                reader.Add(wire.PeekMessage(i));
            }
        }
        else
        {
            foreach (var message in request.Messages)
            {
                reader.Add(message);
            }
        }

        foreach (var turn in reader.Turns)
        {
            Order(turn);
        }

        return reader;
    }

    private void Add(ChatMessage message)
    {
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            _request.Drop("messages.name");
        }

        MemberLoss.Name(_request, message.AdditionalProperties, ThoughtSignature.CallProperty);
        if (message.Role == ChatRole.System || message.Role.Value == "developer")
        {
            AddSystem(message);
            return;
        }

        if (message.Role != ChatRole.User && message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
        {
            throw RequestFault.NotExpressible(
                GeminiDialect.Api, $"A message of the role '{message.Role.Value}'", "Valid roles are system, developer, user, assistant and tool.");
        }

        var kind = message.Role == ChatRole.Assistant ? TurnKind.Model : TurnKind.User;
        var isFirst = kind == TurnKind.User;
        foreach (var content in message.Contents)
        {
            MemberLoss.Name(_request, content, ThoughtSignature.CallProperty, ToolResult.ErrorProperty);
            if (content is FunctionResultContent result)
            {
                AddResult(result);
            }
            else if (IsSaid(content))
            {
                if (content is FunctionCallContent call)
                {
                    _calls[call.CallId] = new CallPlace(call.Name, _callCount++);
                }

                TurnOf(kind, isFirst).Contents.Add(content);
                isFirst = false;
            }
        }
    }

    private void AddSystem(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            MemberLoss.Name(_request, content);
            if (content is not TextContent text)
            {
                throw RequestFault.NotExpressible(GeminiDialect.Api, $"A content of type '{content.GetType().Name}' in a system message", "Send text, or move it to a user's message.");
            }

            if (text.Text.Length > 0)
            {
                System.Add(text.Text);
            }
        }
    }

    private void AddResult(FunctionResultContent result)
    {
        if (!_calls.TryGetValue(result.CallId, out var call))
        {
            throw RequestFault.NotExpressible(
                GeminiDialect.Api, $"The tool result '{result.CallId}', which answers no tool call of the conversation,", "Keep the assistant's message with the call in front of its results.");
        }

        var turn = TurnOf(TurnKind.Results, isNew: false);
        turn.Contents.Add(result);
        turn.Answered.Add(call);
    }

    private Turn TurnOf(TurnKind kind, bool isNew)
    {
        if (isNew || Turns.Count == 0 || Turns[^1].Kind != kind)
        {
            Turns.Add(new Turn(kind));
        }

        return Turns[^1];
    }

    // Leaves out what says nothing, and thoughts that are not Gemini's own.
    private bool IsSaid(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                if (ThoughtSignature.Find(reasoning, _request.Seals) is not null)
                {
                    return true;
                }

                if (reasoning.Text.Length > 0 || reasoning.ProtectedData is not null)
                {
                    _request.Drop("messages.reasoning");
                }

                return false;
            case TextContent { Text.Length: 0 } or ErrorContent { Message: null or "" } or UsageContent:
                return false;
            default:
                return true;
        }
    }

    private static void Order(Turn turn)
    {
        if (turn.Answered.Count < 2)
        {
            return;
        }

        var ordered = turn.Contents.Zip(turn.Answered).OrderBy(static pair => pair.Second.Position).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            (turn.Contents[i], turn.Answered[i]) = ordered[i];
        }
    }
}
