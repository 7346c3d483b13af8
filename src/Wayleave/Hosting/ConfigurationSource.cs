using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Snapshots;
using Wayleave.Telemetry;

namespace Wayleave.Hosting;

/// <summary>Turns configuration into snapshots: the first load fails hard, later ones fail soft and keep the last good snapshot.</summary>
internal sealed partial class ConfigurationSource : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly SnapshotBuilder _builder;
    private readonly ILogger<WayleaveRouter> _logger;
    private readonly Lock _lock = new();
    private readonly IDisposable _registration;
    private IReadOnlyList<string> _refusal = [];

    // The newest that configuration alone made, for lists of models to be put into.
    private RouterSnapshot _plain;

    public ConfigurationSource(IConfiguration configuration, SnapshotBuilder builder, ILogger<WayleaveRouter> logger)
    {
        _configuration = configuration;
        _builder = builder;
        _logger = logger;
        var problems = new ConfigProblems();
        var first = Build(1, problems)
            ?? throw new InvalidOperationException(
                $"The section 'Wayleave' is not valid; {problems.Errors.Count} mistake(s):{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems.Errors)}");
        Warn(problems);
        _plain = first;
        Snapshots = new SnapshotManager(first);
        _registration = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>Gets the section <c>Wayleave</c>, of which other packages read their own part.</summary>
    public IConfiguration Section => _configuration;

    public SnapshotManager Snapshots { get; }

    /// <summary>Gets why the newest configuration was refused; empty when it is in force.</summary>
    public IReadOnlyList<string> Refusal => Volatile.Read(ref _refusal);

    public void Dispose() => _registration.Dispose();

    // Change tokens may fire several times at once; one at a time builds and publishes.
    private void Reload()
    {
        lock (_lock)
        {
            var problems = new ConfigProblems();
            RouterSnapshot? next = null;
            try
            {
                next = Build(Snapshots.Current.Revision + 1, problems);
            }
            catch (Exception exception)
            {
                problems.Errors.Add($"{exception.GetType().Name}: {exception.Message}");
            }

            Volatile.Write(ref _refusal, problems.Errors);
            if (next is null)
            {
                Log.ReloadRefused(_logger, Snapshots.Current.Revision, problems.Errors.Count, string.Join(" | ", problems.Errors));
                return;
            }

            Warn(problems);
            Snapshots.Publish(WithLists(next));
            Log.Reloaded(_logger, next.Revision);
            Interlocked.Exchange(ref _nextReload, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private RouterSnapshot? Build(long revision, ConfigProblems problems)
    {
        var config = ConfigurationReader.Read(_configuration, problems.Errors);
        return problems.Errors.Count > 0 ? null : _builder.Build(config, revision, problems);
    }

    private void Warn(ConfigProblems problems)
    {
        foreach (var warning in problems.Warnings)
        {
            Log.NotInForce(_logger, warning);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ConfigurationNotInForce, LogLevel.Warning, "{Note}")]
        public static partial void NotInForce(ILogger logger, string note);

        [LoggerMessage(EventIds.ConfigurationReloaded, LogLevel.Information, "Configuration revision {Revision} is in force.")]
        public static partial void Reloaded(ILogger logger, long revision);

        [LoggerMessage(EventIds.ConfigurationRefused, LogLevel.Error, "The changed configuration was refused; revision {Revision} stays in force. {Count} mistake(s): {Mistakes}")]
        public static partial void ReloadRefused(ILogger logger, long revision, int count, string mistakes);
    }
}
