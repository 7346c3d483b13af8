using Microsoft.Extensions.AI;

namespace Wayleave.Tiers;

/// <summary>Resolves the model id to a tier, which fixes the lane, and to a model in it.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class TierStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var resolution = TierResolver.Resolve(context.Snapshot, context.TenantModel, context.ModelId);
        context.Target = resolution.Target ?? throw resolution.Error!;
        context.ModelId = context.Target.Id;
    }
}
