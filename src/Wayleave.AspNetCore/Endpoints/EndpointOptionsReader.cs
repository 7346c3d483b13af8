using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wayleave.Hosting;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Reads the endpoints' options: first <c>Wayleave:Endpoints</c>, then what the host's code says.</summary>
internal static class EndpointOptionsReader
{
    private const long LargestBodySize = 1024 * 1024 * 1024;

    public static WayleaveEndpointOptions Read(IServiceProvider services)
    {
        // The section is known to the router alone, which knows nothing of endpoints; so the two meet here, when mapping.
        var section = services.GetRequiredService<ConfigurationSource>().Section.GetSection("Endpoints");
        var fromConfiguration = new ConfigureOptions<WayleaveEndpointOptions>(
            options => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        var factory = new OptionsFactory<WayleaveEndpointOptions>(
            [fromConfiguration, .. services.GetServices<IConfigureOptions<WayleaveEndpointOptions>>()],
            services.GetServices<IPostConfigureOptions<WayleaveEndpointOptions>>(),
            services.GetServices<IValidateOptions<WayleaveEndpointOptions>>());

        var options = factory.Create(Options.DefaultName);
        return options.MaxRequestBodySize is >= 1 and <= LargestBodySize
            ? options
            : throw new InvalidOperationException(
                $"'Wayleave:Endpoints:MaxRequestBodySize' is '{options.MaxRequestBodySize}'. Valid are 1 to {LargestBodySize} bytes; the default is {32 * 1024 * 1024}.");
    }
}
