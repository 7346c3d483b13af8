using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Keeps endpoints that nothing protects from ever being served, unless the host opened them on purpose.</summary>
internal static class AuthenticationGuard
{
    private const string WhatToWrite =
        "MapWayleave() requires authenticated callers, but no authentication is registered. "
        + "For virtual keys, write builder.Services.AddWayleave(builder.Configuration).AddVirtualKeys(). "
        + "For your own, write builder.Services.AddAuthentication(...) and builder.Services.AddAuthorization(). "
        + "To let everybody in, write app.MapWayleave().AllowAnonymous().";

    /// <summary>Makes unprotected endpoints fail: when the application starts where that can be seen, and in any case when they would first be matched.</summary>
    /// <param name="endpoints">Where the group was mapped.</param>
    /// <param name="group">The group.</param>
    /// <param name="source">What holds the group's endpoints.</param>
    public static void Apply(IEndpointRouteBuilder endpoints, RouteGroupBuilder group, EndpointDataSource source)
    {
        if (HasAuthentication(endpoints.ServiceProvider))
        {
            return;
        }

        ((IEndpointConventionBuilder)group).Finally(static endpoint =>
        {
            // Conventions that come later, such as AllowAnonymous(), have been applied by now.
            if (!endpoint.Metadata.Any(static item => item is IAllowAnonymous))
            {
                throw new InvalidOperationException(WhatToWrite);
            }

            // Routing serves no endpoint with a requirement that no middleware has looked at, and here there is none to look.
            for (var index = endpoint.Metadata.Count - 1; index >= 0; index--)
            {
                if (endpoint.Metadata[index] is IAuthorizeData)
                {
                    endpoint.Metadata.RemoveAt(index);
                }
            }
        });

        // Endpoints are built with the first request, which is late for a message to the developer. The pipeline is built
        // at start: this adds nothing to it, and looks at the endpoints on the way.
        if (endpoints is IApplicationBuilder application)
        {
            application.Use(next =>
            {
                _ = source.Endpoints;
                return next;
            });
        }
    }

    private static bool HasAuthentication(IServiceProvider services) =>
        services.GetService<IAuthenticationSchemeProvider>() is not null && services.GetService<IAuthorizationPolicyProvider>() is not null;
}
