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
        ref var facts = ref context.Trace.Facts;
        var known = context.Replayed;
        (facts.Conversation, facts.Binding) = (null, null);
        var target = context.Target!;
        if (target.Tier.Affinity != AffinityMode.Conversation)
        {
            return;
        }

        facts.Conversation = known is null ? ConversationKey.Of(context.Caller.Tenant, target.Id, options, messages) : known.Facts.Conversation;
        if (facts.Conversation is not { } key)
        {
            context.Trace.Affinity = AffinityStatus.NoConversation;
            return;
        }

        facts.Binding = known is null ? _bindings.Find(key) : known.Facts.Binding;
        context.Trace.Affinity = facts.Binding is null ? AffinityStatus.Hashed : AffinityStatus.Bound;
    }
}
