using Wayleave.Configuration;

namespace Wayleave.State;

/// <summary>What survives reloads about one deployment: its cooldown and the failures that lead to it.</summary>
internal sealed class DeploymentState
{
    private readonly Lock _lock = new();
    private long _windowStartTicks;
    private int _failures;

    public CooldownClock Cooldown { get; } = new();

    /// <summary>Counts a failure of the deployment's own; starts the cooldown when too many fall into one window.</summary>
    /// <returns>Whether this failure started the cooldown.</returns>
    public bool CountFailure(DateTimeOffset now, CooldownConfig config)
    {
        lock (_lock)
        {
            if (now.UtcTicks - _windowStartTicks > config.Window.Ticks)
            {
                _windowStartTicks = now.UtcTicks;
                _failures = 0;
            }

            if (++_failures < config.Failures)
            {
                return false;
            }

            _failures = 0;
            _windowStartTicks = now.UtcTicks;
        }

        Cooldown.Extend(now.UtcTicks + config.Duration.Ticks);
        return true;
    }
}
