using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Affinity;

/// <summary>Recognises the conversation and looks up where a failover moved it.</summary>
public sealed class AffinityStage : PlanningStage
{
    private readonly AffinityBindings _bindings;

    internal AffinityStage(IChatClient innerClient, AffinityBindings bindings)
        : base(innerClient) => _bindings = bindings;

    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var target = context.Target!;
        if (target.Tier.Affinity != AffinityMode.Conversation)
        {
            return;
        }

        var replayed = context.Replayed;
        if ((replayed is { } facts ? facts.Conversation : ConversationKey.Of(context.Caller.Tenant, target.Id, options, messages)) is not { } key)
        {
            context.Trace.Affinity = AffinityStatus.NoConversation;
            return;
        }

        context.AffinityKey = key;
        context.Binding = replayed is { } known ? known.Binding : _bindings.Find(key);
        context.Trace.Facts = context.Trace.Facts with { Conversation = key, Binding = context.Binding };
        context.Trace.Affinity = context.Binding is null ? AffinityStatus.Hashed : AffinityStatus.Bound;
    }
}
