using Wayleave.Planning;

namespace Wayleave.Failover;

/// <summary>Turns the failure that ended a walk into the error that the caller sees. Categories, never a provider's text about a key.</summary>
internal static class WalkAnswer
{
    public static Exception Of(in AttemptFailure failure, in Step step, int attempts)
    {
        var candidate = step.Candidate;
        var where = $"'{step.Plan.RouteOf(step.Candidate)}' at provider '{candidate.Provider}'";
        var tried = attempts == 1 ? "" : $" {attempts} attempts were made; the trace has each.";
        return failure.Category switch
        {
            FailureCategory.Cancelled => failure.Exception as OperationCanceledException
                ?? new OperationCanceledException("The caller cancelled the request.", failure.Exception),
            FailureCategory.Refused => Make(RouteErrorCode.InternalError, FaultOrigin.Router, $"The router refused to send {where}: {failure.Exception.Message}", failure),
            FailureCategory.InvalidRequest or FailureCategory.Unsupported or FailureCategory.ContextWindow or FailureCategory.ContentPolicy => Rejected(failure, where),
            FailureCategory.Authentication or FailureCategory.InsufficientQuota => KeyFault(failure, step, tried),
            FailureCategory.RateLimited => Make(RouteErrorCode.RateLimited, FaultOrigin.Provider, $"{where} is rate limited.{tried}", failure, retryable: true),
            FailureCategory.Timeout => Make(RouteErrorCode.UpstreamTimeout, FaultOrigin.Provider, $"{where} {ClockText(failure.Clock)}.{tried}", failure, retryable: true),
            FailureCategory.Network => Make(RouteErrorCode.UpstreamUnavailable, FaultOrigin.Provider, $"{where} could not be reached, or the connection broke.{tried}", failure, retryable: true),
            FailureCategory.ServerError when failure.StatusCode is 503 or 529 =>
                Make(RouteErrorCode.UpstreamUnavailable, FaultOrigin.Provider, $"{where} is overloaded (status {failure.StatusCode}).{tried}", failure, retryable: true),
            FailureCategory.InvalidResponse => Make(RouteErrorCode.UpstreamError, FaultOrigin.Provider, $"{where} did not answer as its dialect says.{tried}", failure, retryable: true),
            _ => Make(RouteErrorCode.UpstreamError, FaultOrigin.Provider, $"{where} failed{(failure.StatusCode is { } status ? $" with status {status}" : "")}.{tried}", failure, retryable: true),
        };
    }

    private static RouteException Rejected(in AttemptFailure failure, string where) =>
        failure.Error is { } error
            ? new RouteException(RouteErrorCode.ProviderRejected, FaultOrigin.Caller, error.Message ?? $"{where} rejected the request with status {error.StatusCode}.")
            {
                ProviderError = error,
                Param = error.Param,
                Failure = failure.Category,
            }
            : failure.Exception as RouteException
              ?? Make(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, $"{where} cannot serve the request: {failure.Category}{(failure.StatusCode is { } status ? $", status {status}" : "")}.", failure);

    // A tenant's own key is the tenant's to mend; the platform's is not the caller's business.
    private static RouteException KeyFault(in AttemptFailure failure, in Step step, string tried) =>
        step.Plan.Lane == Lane.Tenant
            ? Make(
                RouteErrorCode.ProviderNotReady,
                FaultOrigin.Caller,
                $"Provider '{step.Candidate.Provider}' refused the tenant's own key '{step.Candidate.CredentialId}': {failure.Category}. Replace the key or settle its account; a platform key is never used instead.",
                failure)
            : Make(RouteErrorCode.UpstreamError, FaultOrigin.Provider, $"Provider '{step.Candidate.Provider}' refused the platform's key for '{step.Plan.RouteOf(step.Candidate)}'.{tried}", failure);

    private static string ClockText(ClockKind clock) => clock switch
    {
        ClockKind.FirstContent => "sent no content in time",
        ClockKind.BetweenChunks => "fell silent between two chunks",
        ClockKind.Request => "did not answer before the request's time was up",
        _ => "did not finish in time",
    };

    private static RouteException Make(string code, FaultOrigin origin, string message, in AttemptFailure failure, bool retryable = false) =>
        new(code, origin, message, SafeInner(failure))
        {
            Failure = failure.Category,
            IsRetryable = retryable,
            RetryAfter = failure.RetryAfter,
        };

    // A foreign client's exception may quote a key or a prompt; ours never does.
    private static Exception? SafeInner(in AttemptFailure failure) => failure.Exception as Providers.ProviderException;
}
