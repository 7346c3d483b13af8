using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Arranges the hub's messages as this dialect has them: the system prompt apart, the two sides in turns.</summary>
internal sealed class TurnList
{
    private readonly List<Turn> _turns = [];
    private readonly bool _isOurs;

    /// <exception cref="RouteException"><c>invalid_request</c>: a role that the dialect cannot say.</exception>
    public TurnList(in ProviderRequest request)
    {
        Extra = request.Options.Wire switch
        {
            AnthropicWireRequest => ExtraRule.All,
            null => ExtraRule.CacheControl,
            _ => ExtraRule.None,
        };
        _isOurs = Extra == ExtraRule.All;
        if (!string.IsNullOrEmpty(request.Options.Instructions))
        {
            System.Add(new TextContent(request.Options.Instructions));
        }

        foreach (var message in request.Messages)
        {
            Add(message, request);
        }
    }

    /// <summary>Gets which members beyond the hub's properties go along.</summary>
    public ExtraRule Extra { get; }

    public List<AIContent> System { get; } = [];

    public IReadOnlyList<Turn> Turns => _turns;

    /// <summary>
    /// Gets a value that tells whether the model is amid calling tools with its thinking lost on the way, so that it cannot go on
    /// thinking: the API wants such a turn to begin with the signed thought.
    /// </summary>
    public bool LacksThought =>
        _turns is [.., { Role: Turn.Assistant } calling, { Role: Turn.User } answering]
        && answering.Contents.Exists(static content => content is FunctionResultContent)
        && calling.Contents is not [TextReasoningContent, ..];

    private void Add(ChatMessage message, in ProviderRequest request)
    {
        if (message.AuthorName is { Length: > 0 })
        {
            request.Drop("messages.name");
        }

        if (Extra == ExtraRule.None)
        {
            MemberLoss.Name(request, message.AdditionalProperties);
        }

        var role = RoleOf(message);

        // Not all models take instructions amid a conversation, so they move to the front, unless the caller knew what it said.
        if (role == Turn.System && (!_isOurs || _turns.Count == 0))
        {
            Copy(message.Contents, System, request);
            return;
        }

        if (_turns is not [.., { } last] || last.Role != role)
        {
            _turns.Add(last = new Turn(role));
        }

        // Only what this message adds is looked at: a turn may be made of very many.
        var first = last.Contents.Count;
        Copy(message.Contents, last.Contents, request);
        if (role == Turn.Assistant && !_isOurs && last.Contents.FindIndex(first, static content => content is DataContent or UriContent or HostedFileContent) is >= 0 and var media)
        {
            throw RequestFault.NotExpressible(
                AnthropicMessagesDialect.Api, $"A content of type '{ContentKind.Of(last.Contents[media])}' in a message of the assistant", "Send it in a message of the user.");
        }

        if (_isOurs && message.AdditionalProperties is { Count: > 0 } extra)
        {
            last.Extra.Add(extra);
        }

        if (last.Contents.Count == 0)
        {
            _turns.RemoveAt(_turns.Count - 1);
        }
    }

    private bool CanRead(string? signature, in ProviderRequest request) =>
        SealOrigin.IsTagged(signature) ? request.Seals.Made(signature) : !string.IsNullOrEmpty(signature) && Extra != ExtraRule.None;

    private static string RoleOf(ChatMessage message) => message.Role switch
    {
        var role when role == ChatRole.System || role.Value == "developer" => Turn.System,
        var role when role == ChatRole.User || role == ChatRole.Tool => Turn.User,
        var role when role == ChatRole.Assistant => Turn.Assistant,
        var role => throw RequestFault.NotExpressible(
            AnthropicMessagesDialect.Api, $"A message of the role '{role.Value}'", "Valid roles are system, user, assistant and tool."),
    };

    private void Copy(IList<AIContent> contents, List<AIContent> target, in ProviderRequest request)
    {
        foreach (var content in contents)
        {
            if (Extra == ExtraRule.None)
            {
                MemberLoss.Name(request, content, ToolResult.ErrorProperty);
            }

            switch (content)
            {
                // The API refuses empty texts; from this dialect's own callers they go on, and it says so itself.
                case TextContent { Text.Length: 0 } when !_isOurs:
                case UsageContent:
                    break;

                // Without a signature, or with another provider's, thinking is refused.
                case TextReasoningContent thought when !CanRead(thought.ProtectedData, request):
                    request.Drop("messages.reasoning");
                    break;
                default:
                    target.Add(content);
                    break;
            }
        }
    }
}
