using Microsoft.Extensions.DependencyInjection;

namespace Wayleave.Hosting;

/// <inheritdoc/>
internal sealed record WayleaveBuilder(IServiceCollection Services, IHttpClientBuilder PublicHttpClient, IHttpClientBuilder PrivateHttpClient)
    : IWayleaveBuilder;
