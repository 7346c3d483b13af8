using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wayleave.Load;

/// <summary>What both programs under test have in common: Kestrel on a free port of the loopback, HTTP/1.1, no logging.</summary>
internal static class SubjectHost
{
    public static WebApplicationBuilder CreateBuilder(LoadOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        if (options.Inline)
        {
            builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        }

        return builder;
    }

    public static void Run(WebApplication app)
    {
        app.Start();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        ChildProcess.Announce(new Uri(address).Port);
        ChildProcess.WaitForParent();
        app.StopAsync().GetAwaiter().GetResult();
    }
}
