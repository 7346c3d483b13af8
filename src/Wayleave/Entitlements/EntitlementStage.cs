using Microsoft.Extensions.AI;

namespace Wayleave.Entitlements;

/// <summary>Refuses what the tenant's plan does not include.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class EntitlementStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (EntitlementRule.Check(context.Snapshot, context.TenantModel, context.Target!) is { } refusal)
        {
            throw refusal;
        }
    }
}
