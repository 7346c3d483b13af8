using Microsoft.Extensions.DependencyInjection;

namespace Wayleave;

/// <summary>Adds to the router what a host wants beyond its configuration. Returned by <c>AddWayleave</c>.</summary>
public interface IWayleaveBuilder
{
    /// <summary>Gets the host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the builder of the <see cref="HttpClient"/> that reaches providers on public addresses, to which a host may add its own handlers.</summary>
    IHttpClientBuilder PublicHttpClient { get; }

    /// <summary>Gets the builder of the <see cref="HttpClient"/> that reaches providers which <c>AllowPrivateNetwork</c>.</summary>
    IHttpClientBuilder PrivateHttpClient { get; }
}
