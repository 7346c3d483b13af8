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
    IReadOnlyList<Func<IChatClient, IChatClient>> AttemptMiddleware)
{
    /// <summary>Gets the parts for requests that a host's middleware for chats would not understand.</summary>
    public PipelineParts WithoutMiddleware() => this with { RequestMiddleware = [], AttemptMiddleware = [] };
}
