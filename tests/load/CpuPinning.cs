using System.ComponentModel;
using System.Diagnostics;

namespace Wayleave.Load;

/// <summary>Keeps the program under test on a core of its own, and the load and the upstream on another.</summary>
/// <remarks>
/// Sets the affinity of the main thread, which every thread and process inherits that it starts afterwards: a child so started
/// sees one core from its first instruction on, as if started by <c>taskset</c>. Call from the main thread only.
/// </remarks>
internal sealed class CpuPinning
{
    public const int DriverCore = 0;
    public const int SubjectCore = 1;

    private readonly bool _enabled;

    public CpuPinning(bool wanted)
    {
        if (!wanted)
        {
            Note = "not pinned (--no-pin)";
        }
        else if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            Note = "NOT pinned: this system has no processor affinity";
        }
        else if (Environment.ProcessorCount < 2)
        {
            Note = "NOT pinned: only one core";
        }
        else
        {
            _enabled = true;
            try
            {
                Use(DriverCore);
                Note = $"load and upstream on core {DriverCore}, the program under test on core {SubjectCore}";
            }
            catch (Win32Exception e)
            {
                _enabled = false;
                Note = $"NOT pinned: {e.Message}";
            }
        }
    }

    /// <summary>Gets what to print beside the figures.</summary>
    public string Note { get; }

    /// <summary>Starts something with a core, and returns to the driver's.</summary>
    public T On<T>(int core, Func<T> start)
    {
        Use(core);
        try
        {
            return start();
        }
        finally
        {
            Use(DriverCore);
        }
    }

    private void Use(int core)
    {
        if (_enabled && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = 1 << core;
        }
    }
}
