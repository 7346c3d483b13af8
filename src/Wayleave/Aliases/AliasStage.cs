using Microsoft.Extensions.AI;

namespace Wayleave.Aliases;

/// <summary>Replaces a requested name by what the aliases make of it; a tenant's own alias beats the global one.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class AliasStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options) =>
        context.ModelId = AliasResolver.Resolve(context.Snapshot, context.TenantModel, context.ModelId, context.Trace);
}
