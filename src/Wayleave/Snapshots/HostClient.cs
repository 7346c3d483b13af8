using Microsoft.Extensions.AI;

namespace Wayleave.Snapshots;

/// <summary>A client that the host brought, and the lane in which it pays.</summary>
internal sealed record HostClient(IChatClient Client, Lane Lane);
