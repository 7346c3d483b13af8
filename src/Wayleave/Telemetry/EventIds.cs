namespace Wayleave.Telemetry;

/// <summary>The ids of log events, a hundred for each subsystem. A number is never given a new meaning.</summary>
internal static class EventIds
{
    public const int ConfigurationNotInForce = 100;
    public const int ConfigurationReloaded = 101;
    public const int ConfigurationRefused = 102;

    public const int ModelsChanged = 200;
    public const int DiscoveryFailed = 201;
    public const int DiscoveryRecovered = 202;

    public const int AttemptFailed = 300;

    public const int UsageSinkFailed = 500;
    public const int UsageBatchDropped = 501;
    public const int UsageRecorded = 502;
    public const int UsageRecordFailed = 503;
    public const int UsageLostAtShutdown = 504;

    public const int RequestFailedUnexpectedly = 900;
}
