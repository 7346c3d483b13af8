using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Snapshots;

/// <summary>A client that the host brought, the lane in which it pays, and what it does.</summary>
internal sealed record HostClient(IChatClient Client, Lane Lane, ModelKind Kind = ModelKind.Chat);
