using Microsoft.Extensions.DependencyInjection.Extensions;
using Wayleave;
using Wayleave.AspNetCore.Authentication;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Tells the router who its callers are in an ASP.NET Core application.</summary>
public static class WayleaveAuthenticationBuilderExtensions
{
    /// <summary>
    /// Registers the authentication scheme <see cref="VirtualKeyDefaults.AuthenticationScheme"/>, which knows the keys of
    /// <c>Wayleave:VirtualKeys</c>, and makes the router take the caller from it. <c>MapWayleave()</c> then requires such a key.
    /// </summary>
    /// <param name="builder">The router's builder.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// Keys come as <c>Authorization: Bearer KEY</c> or <c>x-api-key: KEY</c>. A host that authenticates by other means
    /// does not call this; see <see cref="AddHttpContextCaller"/>.
    /// </remarks>
    public static IWayleaveBuilder AddVirtualKeys(this IWayleaveBuilder builder)
    {
        builder.AddHttpContextCaller();
        if (builder.Services.Any(static service => service.ServiceType == typeof(VirtualKeyAuthenticationHandler)))
        {
            return builder;
        }

        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication()
            .AddScheme<VirtualKeyOptions, VirtualKeyAuthenticationHandler>(VirtualKeyDefaults.AuthenticationScheme, configureOptions: null);
        return builder;
    }

    /// <summary>Makes the router take the caller from the <see cref="WayleaveClaims"/> of the authenticated principal.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// For a host with its own authentication, which issues these claims. An <see cref="ICallerAccessor"/> that the host
    /// registered before wins.
    /// </remarks>
    public static IWayleaveBuilder AddHttpContextCaller(this IWayleaveBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHttpContextAccessor();
        builder.Services.TryAddSingleton<ICallerAccessor, HttpContextCallerAccessor>();
        return builder;
    }
}
