using System.Net.Sockets;
using Wayleave.Providers;

namespace Wayleave.Failover;

/// <summary>Why an attempt failed, as a value: what decides about the next one.</summary>
internal readonly record struct AttemptFailure(
    FailureCategory Category, int? StatusCode, TimeSpan? RetryAfter, ProviderError? Error, ClockKind Clock, Exception Exception)
{
    /// <summary>Classifies what an attempt threw.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="clock">The attempt's clock.</param>
    /// <param name="caller">The caller's token.</param>
    public static AttemptFailure Of(Exception exception, AttemptClock clock, CancellationToken caller)
    {
        // The caller's wish comes first: a clock that ran out at the same moment changes nothing.
        if (caller.IsCancellationRequested)
        {
            return new(FailureCategory.Cancelled, null, null, null, ClockKind.None, exception);
        }

        if (clock.Expired != ClockKind.None)
        {
            return new(FailureCategory.Timeout, null, null, null, clock.Expired, exception);
        }

        return exception switch
        {
            ProviderException provider =>
                new(provider.Category, provider.StatusCode, provider.RetryAfter, provider.Error, ClockKind.None, exception),
            HttpRequestException { StatusCode: { } status } =>
                new(ProviderStatus.Classify((int)status), (int)status, null, null, ClockKind.None, exception),
            HttpRequestException or IOException or SocketException => new(FailureCategory.Network, null, null, null, ClockKind.None, exception),
            TimeoutException or OperationCanceledException => new(FailureCategory.Timeout, null, null, null, ClockKind.Attempt, exception),
            ArgumentException or NotSupportedException => new(FailureCategory.InvalidRequest, null, null, null, ClockKind.None, exception),
            RouteException { Failure: FailureCategory.Unsupported } => new(FailureCategory.Unsupported, null, null, null, ClockKind.None, exception),
            RouteException route =>
                new(route.Origin == FaultOrigin.Caller ? FailureCategory.InvalidRequest : FailureCategory.ServerError, null, route.RetryAfter, null, ClockKind.None, exception),
            _ => new(FailureCategory.ServerError, null, null, null, ClockKind.None, exception),
        };
    }
}
