using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Hosting;

/// <summary>A client that the host registered as a deployment.</summary>
internal sealed record HostClientRegistration(string Name, Lane Lane, ModelKind Kind, Func<IServiceProvider, IChatClient> Create);
