using Wayleave.Load;

// One program, several processes: started without a role it drives the load and starts the others, each as itself with a role.
// Main stays synchronous: pinning applies to the main thread and to what it starts.
try
{
    var options = LoadOptions.Parse(args);
    switch (options.Role)
    {
        case "upstream":
            Upstream.Run();
            break;
        case "forwarder":
            Forwarder.Run(options);
            break;
        case "gateway":
            GatewayUnderTest.Run(options);
            break;
        case "startup":
            StartupRun.Run(options);
            break;
        default:
            LoadComparison.Run(options);
            break;
    }

    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
