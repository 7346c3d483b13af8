using Microsoft.Extensions.AI;
using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>Resolves the model id to a tier, which fixes the lane, and to a model in it, or to the whole tier where a policy chooses.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class TierStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        context.Target = Resolve(context, options);
        context.ModelId = context.Target.Id;
    }

    private static RouteTarget Resolve(WayleaveContext context, RoutedChatOptions options)
    {
        var chooses = context.BringsPolicy || options.Preferences is not null || context.Envelope.Own is not null;
        if (chooses && context.Embedding is null && PolicyTarget.OfTier(context.Snapshot, context.ModelId) is { } tier)
        {
            return tier;
        }

        var resolution = TierResolver.Resolve(context.Snapshot, context.TenantModel, context.ModelId);
        if (resolution.Target is { } target)
        {
            return target;
        }

        // Only a policy that came with the request turns an unknown name into a label: otherwise it is a typing mistake.
        if (context.BringsPolicy && context.Embedding is null && resolution.Error!.Code == RouteErrorCode.ModelNotFound
            && PolicyTarget.OfLabel(context.Snapshot, context.TenantModel, context.ModelId) is { } label)
        {
            return label.Target ?? throw label.Error!;
        }

        throw resolution.Error!;
    }
}
