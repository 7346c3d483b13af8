using Microsoft.Extensions.AI;

namespace Wayleave.Hosting;

/// <summary>A middleware that the host registered, once per request or once per attempt.</summary>
internal sealed record MiddlewareRegistration(bool PerAttempt, Func<IChatClient, IServiceProvider, IChatClient> Create);
