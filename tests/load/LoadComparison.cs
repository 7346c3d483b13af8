namespace Wayleave.Load;

/// <summary>Measures the gateway against the bare forwarder: scenario by scenario, in turns, medians of several rounds.</summary>
internal static class LoadComparison
{
    private const int WarmUpCycles = 15;

    private static readonly TimeSpan WarmUpLoad = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WarmUpRest = TimeSpan.FromMilliseconds(800);

    public static void Run(LoadOptions options)
    {
        var pinning = new CpuPinning(options.Pin);
        using var upstream = ChildProcess.Start("upstream", options, null);
        var address = $"http://127.0.0.1:{upstream.Port}";
        using var forwarder = pinning.On(CpuPinning.SubjectCore, () => ChildProcess.Start("forwarder", options, address));
        using var gateway = pinning.On(CpuPinning.SubjectCore, () => ChildProcess.Start("gateway", options, address));
        Print(options, pinning);

        var scenarios = Scenario.All.Where(scenario => scenario.Name.Contains(options.Scenario, StringComparison.OrdinalIgnoreCase)).ToList();
        WarmUp(scenarios, [forwarder, gateway]);
        foreach (var scenario in scenarios)
        {
            var table = new ComparisonTable(scenario);
            for (var round = 0; round < options.Rounds; round++)
            {
                var bare = Measurement.Take(forwarder, scenario, options.Duration);
                var routed = Measurement.Take(gateway, scenario, options.Duration);

                // Straight to the upstream: what load and upstream could do if nobody stood in between.
                table.Add(bare, routed, round == 0 ? Measurement.Take(upstream, scenario, options.Duration) : null);
            }

            Console.WriteLine(table);
        }
    }

    // Until the code that the load runs is compiled for good. That happens in the background, for which a core under full load
    // leaves no time: without the rests, a quarter of what is measured would be the compiler.
    private static void WarmUp(List<Scenario> scenarios, ReadOnlySpan<ChildProcess> subjects)
    {
        for (var cycle = 0; cycle < WarmUpCycles; cycle++)
        {
            foreach (var scenario in scenarios)
            {
                foreach (var subject in subjects)
                {
                    Measurement.Take(subject, scenario, WarmUpLoad);
                }
            }

            Thread.Sleep(WarmUpRest);
        }
    }

    private static void Print(LoadOptions options, CpuPinning pinning)
    {
        Console.WriteLine($"On in the gateway: {GatewayUnderTest.WhatIsOn}");
        Console.WriteLine("The forwarder: Kestrel and SocketsHttpHandler, bytes copied, nothing parsed, no logging.");
        Console.WriteLine($"Cores: {pinning.Note}.");
        Console.WriteLine($"Socket completions and scheduling: {(options.Inline ? "inline on both sides" : "the defaults on both sides")}.");
        Console.WriteLine($"Medians of {options.Rounds} interleaved rounds of {options.Duration.TotalSeconds:0.#} s; the ratio is the median of each round's.");
        Console.WriteLine();
    }
}
