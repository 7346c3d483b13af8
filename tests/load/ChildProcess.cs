using System.Diagnostics;

namespace Wayleave.Load;

/// <summary>This program in another role. Ends when its standard input does, so that it never outlives its parent.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Announcement = "listening on ";

    private readonly Process _process;

    private ChildProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Gets the CPU time used so far, of all threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Gets the working set now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a role and waits until it listens.</summary>
    public static ChildProcess Start(string role, LoadOptions options, string? upstream)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add(role);
        if (upstream is not null)
        {
            start.ArgumentList.Add("--upstream");
            start.ArgumentList.Add(upstream);
        }

        if (options.Inline)
        {
            start.ArgumentList.Add("--inline");
            start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        }

        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new ChildProcess(process, int.Parse(line[Announcement.Length..], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        process.WaitForExit();
        throw new InvalidOperationException($"The child '{role}' ended with code {process.ExitCode} before it listened. Its error output stands above.");
    }

    /// <summary>Called in the child: tells the parent the port.</summary>
    public static void Announce(int port) => Console.WriteLine($"{Announcement}{port}");

    /// <summary>Called in the child: returns when the parent lets go.</summary>
    public static void WaitForParent()
    {
        while (Console.In.ReadLine() is not null)
        {
            // Nothing is ever said; the end of the input is the signal.
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
