using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Failover;

namespace Wayleave.Pipeline;

/// <summary>What the pipeline's list needs.</summary>
internal sealed record PipelineParts(
    IReadOnlyList<Func<IChatClient, IChatClient>> RequestMiddleware,
    Func<IChatClient, IChatClient> Usage,
    AffinityBindings Bindings,
    TimeProvider Clock,
    FailoverEffects Effects,
    IReadOnlyList<Func<IChatClient, IChatClient>> AttemptMiddleware);
