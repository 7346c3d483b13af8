using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Routing;
using Wayleave.Policies.Terms;

namespace Wayleave.Failover;

/// <summary>Walks a plan: what to try next, given how the last attempt failed. One attempt budget spans everything.</summary>
/// <remarks>Decides and does nothing: the failover stage tries, and reports back. Not thread-safe.</remarks>
internal sealed class PlanWalk(RoutePlan plan, RoutingConfig routing, FailProgram? failPlan, Func<double> uniform)
{
    private RoutePlan? _fallback;
    private int _position = -1;
    private int _link = -1;
    private FallbackCause _cause = plan.FirstCause;
    private int _unsent;
    private int _retries;
    private TimeSpan? _retryDelay;
    private bool _skipPlan;
    private bool _stopped;
    private List<string>? _deadCredentials;
    private List<string>? _deadProviders;
    private Candidate? _sameModelAs;

    /// <summary>Gets how many attempts were given out.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets the failure that is the answer when nothing served: the first one, or the one that ended the walk at once.</summary>
    public (AttemptFailure Failure, Step Step)? Answer { get; private set; }

    private RoutePlan Current => _fallback ?? plan;

    public bool TryNext(out Step step)
    {
        step = default;
        if (_stopped || Attempts - _unsent >= routing.MaxAttempts)
        {
            return false;
        }

        if (_retryDelay is { } delay)
        {
            _retryDelay = null;
            step = new(Current, Current.Ranked[_position].Candidate, delay, ++Attempts);
            return true;
        }

        while (true)
        {
            if (_skipPlan || !MoveToNextCandidate())
            {
                _skipPlan = false;
                if (!MoveToNextLink())
                {
                    _stopped = true;
                    return false;
                }

                continue;
            }

            _retries = 0;
            step = new(Current, Current.Ranked[_position].Candidate, TimeSpan.Zero, ++Attempts);
            return true;
        }
    }

    /// <summary>Takes in how an attempt failed before its output was committed.</summary>
    public void Report(in Step step, in AttemptFailure failure)
    {
        // Who was not even asked does not answer for those who were.
        if (Answer is null || (Answer.Value.Failure.Category == FailureCategory.Unsupported && failure.Category != FailureCategory.Unsupported))
        {
            Answer = (failure, step);
        }

        if (failPlan is not null && FailKinds.Of(failure.Category) is { } kind && failure.Clock != ClockKind.Request)
        {
            Follow(failPlan.Classify(kind), step, failure);
            return;
        }

        switch (failure.Category)
        {
            case FailureCategory.InvalidRequest or FailureCategory.Cancelled or FailureCategory.Refused:
                Stop(step, failure);
                break;
            case FailureCategory.ContextWindow:
                EnterChain(FallbackCause.ContextWindow, step, failure);
                break;
            case FailureCategory.ContentPolicy:
                EnterChain(FallbackCause.ContentPolicy, step, failure);
                break;
            case FailureCategory.Authentication or FailureCategory.InsufficientQuota or FailureCategory.RateLimited:
                GiveUpKey(step);
                break;
            case FailureCategory.Unsupported:
                // The budget bounds what providers are asked, and nobody was.
                _unsent++;
                GiveUpProvider(step);
                break;
            case FailureCategory.Timeout when failure.Clock == ClockKind.Request:
                _stopped = true;
                break;
            default:
                // Who asks for a long pause is not asked again in this request: the next candidate is there now.
                if (_retries < routing.Retries && !(failure.RetryAfter > RetryBackoff.Longest(routing.RetryDelay)))
                {
                    _retryDelay = RetryBackoff.Delay(routing.RetryDelay, ++_retries, failure.RetryAfter, uniform());
                }

                break;
        }
    }

    // The policy says what follows. What it cannot say is kept: a dead key stays dead, and the attempt budget spans everything.
    private void Follow(FailAction action, in Step step, in AttemptFailure failure)
    {
        if (action.Verb == FailVerb.RetrySame && _retries < (action.NumberOf("attempts"u8) ?? 1))
        {
            _retries++;
            _retryDelay = PolicyBackoff.Of(action, _retries);
            return;
        }

        if (failure.Category is FailureCategory.Authentication or FailureCategory.InsufficientQuota or FailureCategory.RateLimited)
        {
            GiveUpKey(step);
        }

        switch (action.Verb == FailVerb.RetrySame ? action.Then ?? FailVerb.NextCandidate : action.Verb)
        {
            case FailVerb.NextProviderSameModel:
                _sameModelAs = step.Candidate;
                break;
            case FailVerb.DisableProvider:
                GiveUpProvider(step);
                break;
            case FailVerb.Abort:
                Stop(step, failure);
                break;
        }
    }

    private void GiveUpKey(in Step step)
    {
        if (step.Candidate.CredentialId is { } credential)
        {
            (_deadCredentials ??= []).Add(credential);
        }
    }

    private void GiveUpProvider(in Step step) => (_deadProviders ??= []).Add(step.Candidate.Provider);

    // The request itself is at fault: its own error is the answer, whatever came before.
    private void Stop(in Step step, in AttemptFailure failure)
    {
        Answer = (failure, step);
        _stopped = true;
    }

    private void EnterChain(FallbackCause cause, in Step step, in AttemptFailure failure)
    {
        if (plan is { ChainServesAnyCause: true, Chain.Length: > 0 })
        {
            _skipPlan = true;
            return;
        }

        if (_cause != cause)
        {
            var hasLink = false;
            foreach (var link in plan.Chain)
            {
                hasLink |= link.Cause == cause;
            }

            if (hasLink)
            {
                _cause = cause;
                _link = -1;
            }
            else if (cause != FallbackCause.ContextWindow || _fallback is null)
            {
                Stop(step, failure);
                return;
            }

            // Without such a chain, the window of a link is the link's limit: the model that was asked for did not say so,
            // and the next link may be larger. A refusal of the content is not shopped around.
        }

        // Other deployments of this model would say the same.
        _skipPlan = true;
    }

    private bool MoveToNextCandidate()
    {
        while (++_position < Current.Ranked.Length)
        {
            if (IsAlive(Current.Ranked[_position].Candidate))
            {
                _sameModelAs = null;
                return true;
            }
        }

        return false;
    }

    private bool IsAlive(Candidate candidate) =>
        (candidate.CredentialId is not { } credential || _deadCredentials?.Contains(credential) != true)
        && _deadProviders?.Contains(candidate.Provider) != true
        && (_sameModelAs is not { } failed
            || (candidate.Provider != failed.Provider && string.Equals(candidate.Deployment.MenuId, failed.Deployment.MenuId, StringComparison.OrdinalIgnoreCase)));

    private bool MoveToNextLink()
    {
        while (++_link < plan.Chain.Length)
        {
            if (plan.Chain[_link].Cause == _cause)
            {
                _fallback = plan.Chain[_link].Plan;
                _position = -1;
                return true;
            }
        }

        return false;
    }
}
