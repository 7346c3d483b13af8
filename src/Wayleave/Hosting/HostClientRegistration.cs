using Microsoft.Extensions.AI;

namespace Wayleave.Hosting;

/// <summary>A client that the host registered as a deployment.</summary>
internal sealed record HostClientRegistration(string Name, Lane Lane, Func<IServiceProvider, IChatClient> Create);
