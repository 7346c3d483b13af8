using Microsoft.Extensions.AI;

namespace Wayleave.Access;

/// <summary>Refuses callers that are not known here.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class AccessStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (AccessRule.Check(context.Snapshot, context.Caller, context.TenantModel) is { } refusal)
        {
            throw refusal;
        }
    }
}
