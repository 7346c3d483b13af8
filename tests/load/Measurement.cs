using System.Diagnostics;

namespace Wayleave.Load;

/// <summary>What one program did under one scenario in one round.</summary>
internal sealed record Measurement
{
    /// <summary>Gets answers per second.</summary>
    public required double Throughput { get; init; }

    /// <summary>Gets the CPU time per request of the program under test, in microseconds.</summary>
    public required double CpuMicroseconds { get; init; }

    public required double P50Microseconds { get; init; }

    public required double P99Microseconds { get; init; }

    /// <summary>Gets the median time to the first content, in microseconds.</summary>
    public required double FirstContentMicroseconds { get; init; }

    /// <summary>Gets the working set at the end, in megabytes.</summary>
    public required double Megabytes { get; init; }

    /// <summary>Puts a load on a program and measures it.</summary>
    public static Measurement Take(ChildProcess subject, Scenario scenario, TimeSpan duration)
    {
        var connections = new LoadConnection[scenario.Connections];
        var threads = new Thread[connections.Length];
        Exception? failure = null;
        for (var index = 0; index < connections.Length; index++)
        {
            connections[index] = new LoadConnection(subject.Port, scenario.Body);
        }

        var cpu = subject.CpuTime;
        var start = Stopwatch.GetTimestamp();
        var until = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        for (var index = 0; index < connections.Length; index++)
        {
            var connection = connections[index];
            threads[index] = new Thread(() =>
            {
                try
                {
                    connection.Run(until, scenario.MaxRequests);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            });
            threads[index].Start();
        }

        Array.ForEach(threads, static thread => thread.Join());
        var elapsed = Stopwatch.GetElapsedTime(start);
        cpu = subject.CpuTime - cpu;
        Array.ForEach(connections, static connection => connection.Dispose());
        return failure is null
            ? Of(connections, elapsed, cpu, subject.WorkingSet)
            : throw new InvalidOperationException($"'{scenario.Name}' failed: {failure.Message}", failure);
    }

    private static Measurement Of(LoadConnection[] connections, TimeSpan elapsed, TimeSpan cpu, long workingSet)
    {
        var latencies = connections.SelectMany(static connection => connection.Latencies).Order().ToArray();
        var firsts = connections.SelectMany(static connection => connection.FirstContents).Order().ToArray();
        return new Measurement
        {
            Throughput = latencies.Length / elapsed.TotalSeconds,
            CpuMicroseconds = cpu.TotalMicroseconds / latencies.Length,
            P50Microseconds = Microseconds(latencies[latencies.Length / 2]),
            P99Microseconds = Microseconds(latencies[latencies.Length * 99 / 100]),
            FirstContentMicroseconds = Microseconds(firsts[firsts.Length / 2]),
            Megabytes = workingSet / 1e6,
        };
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
