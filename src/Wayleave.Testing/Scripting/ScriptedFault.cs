using System.Globalization;

namespace Wayleave.Testing;

/// <summary>A way in which a provider fails: an HTTP error as the vendor of the request's dialect sends it, or a fault of the transport.</summary>
/// <remarks>
/// <para>Immutable: the modifiers return a changed copy. Use it with <see cref="ScriptedReply.Error"/> or <see cref="ScriptedReply.WithFault"/>.</para>
/// <para>The HTTP errors are named and described after OpenAI's. Vendors differ: Anthropic tells an exhausted quota with 400 and a
/// message, Gemini an invalid key; Gemini answers a blocked prompt with 200 and no candidate, and an overload with 503.</para>
/// </remarks>
public sealed partial record ScriptedFault
{
    private const string InvalidRequestType = "invalid_request_error";
    private const string ServerErrorType = "server_error";

    private ScriptedFault(string name, FaultKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>Gets 400: the request is wrong.</summary>
    public static ScriptedFault InvalidRequest { get; } =
        Http(nameof(InvalidRequest), 400, InvalidRequestType, null, "The request is invalid.");

    /// <summary>Gets 400 with the code <c>context_length_exceeded</c>.</summary>
    public static ScriptedFault ContextWindow { get; } =
        Http(nameof(ContextWindow), 400, InvalidRequestType, "context_length_exceeded", "The messages exceed the model's context length.");

    /// <summary>Gets 400 with the code <c>content_filter</c>.</summary>
    public static ScriptedFault ContentPolicy { get; } =
        Http(nameof(ContentPolicy), 400, InvalidRequestType, "content_filter", "The content filter refused the prompt.");

    /// <summary>Gets 401 with the code <c>invalid_api_key</c>.</summary>
    public static ScriptedFault Authentication { get; } =
        Http(nameof(Authentication), 401, InvalidRequestType, "invalid_api_key", "The API key is not valid.");

    /// <summary>Gets 402: the account has no credit.</summary>
    public static ScriptedFault PaymentRequired { get; } =
        Http(nameof(PaymentRequired), 402, "insufficient_credits", null, "The account is out of credit.");

    /// <summary>Gets 403: the key may not do this.</summary>
    public static ScriptedFault Forbidden { get; } =
        Http(nameof(Forbidden), 403, "permission_error", null, "The key has no access to this model.");

    /// <summary>Gets 404 with the code <c>model_not_found</c>.</summary>
    public static ScriptedFault NotFound { get; } =
        Http(nameof(NotFound), 404, InvalidRequestType, "model_not_found", "The model does not exist.");

    /// <summary>Gets 413: the body is too large.</summary>
    public static ScriptedFault PayloadTooLarge { get; } =
        Http(nameof(PayloadTooLarge), 413, InvalidRequestType, null, "The request body is too large.");

    /// <summary>Gets 422: the request parses and cannot be processed.</summary>
    public static ScriptedFault Unprocessable { get; } =
        Http(nameof(Unprocessable), 422, InvalidRequestType, null, "The request cannot be processed.");

    /// <summary>Gets 429 with the code <c>rate_limit_exceeded</c>, and no <c>Retry-After</c> unless <see cref="WithRetryAfter(TimeSpan)"/> adds it.</summary>
    public static ScriptedFault RateLimited { get; } =
        Http(nameof(RateLimited), 429, "requests", "rate_limit_exceeded", "The rate limit is reached.");

    /// <summary>Gets 429 with the code <c>insufficient_quota</c>: waiting does not help.</summary>
    public static ScriptedFault InsufficientQuota { get; } =
        Http(nameof(InsufficientQuota), 429, "insufficient_quota", "insufficient_quota", "The quota is exhausted.");

    /// <summary>Gets 500.</summary>
    public static ScriptedFault ServerError { get; } =
        Http(nameof(ServerError), 500, ServerErrorType, null, "The server had an error.");

    /// <summary>Gets 502.</summary>
    public static ScriptedFault BadGateway { get; } =
        Http(nameof(BadGateway), 502, ServerErrorType, null, "The gateway got an invalid answer.");

    /// <summary>Gets 503.</summary>
    public static ScriptedFault Unavailable { get; } =
        Http(nameof(Unavailable), 503, ServerErrorType, null, "The server is not available.");

    /// <summary>Gets 504.</summary>
    public static ScriptedFault GatewayTimeout { get; } =
        Http(nameof(GatewayTimeout), 504, ServerErrorType, null, "The gateway got no answer in time.");

    /// <summary>Gets 529: the vendor is over capacity.</summary>
    public static ScriptedFault Overloaded { get; } =
        Http(nameof(Overloaded), 529, "overloaded_error", null, "The vendor is overloaded.");

    /// <summary>Gets every HTTP error above, in the order of its status, for a test that must hold for all.</summary>
    public static IReadOnlyList<ScriptedFault> HttpErrors { get; } =
    [
        InvalidRequest, ContextWindow, ContentPolicy, Authentication, PaymentRequired, Forbidden, NotFound, PayloadTooLarge,
        Unprocessable, RateLimited, InsufficientQuota, ServerError, BadGateway, Unavailable, GatewayTimeout, Overloaded,
    ];

    /// <summary>Gets the name, which is that of the member that made it.</summary>
    public string Name { get; }

    /// <summary>Gets the HTTP status in OpenAI's dialects; null for a fault of the transport.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>Gets the error's <c>code</c> in OpenAI's dialects; null when the field is null.</summary>
    public string? Code { get; private init; }

    internal FaultKind Kind { get; }

    internal string Type { get; private init; } = ServerErrorType;

    internal string Message { get; private init; } = "The server had an error.";

    /// <summary>Gets whether a test chose the message: then no dialect puts its own in its place.</summary>
    internal bool HasOwnMessage { get; private init; }

    internal string? RetryAfter { get; private init; }

    /// <summary>Gets the time to wait, where it is told as one.</summary>
    internal TimeSpan? RetryDelay { get; private init; }

    /// <summary>Returns a copy that sends <c>Retry-After</c> in whole seconds, rounded up; Gemini's dialect tells it in the body, to the millisecond.</summary>
    /// <param name="delay">The time to ask for; zero or more.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The fault is not an HTTP error.</exception>
    public ScriptedFault WithRetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return this with
        {
            RetryAfter = OfHttpError(((long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture)),
            RetryDelay = delay,
        };
    }

    /// <summary>Returns a copy that sends <c>Retry-After</c> as an HTTP date, to the second.</summary>
    /// <param name="date">The time to ask for.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="InvalidOperationException">The fault is not an HTTP error.</exception>
    public ScriptedFault WithRetryAfter(DateTimeOffset date) =>
        this with { RetryAfter = OfHttpError(date.ToString("R", CultureInfo.InvariantCulture)), RetryDelay = null };

    /// <summary>Returns a copy with another error message: for instance one that must never reach a log.</summary>
    /// <param name="message">The error's <c>message</c>.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedFault WithMessage(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return this with { Message = message, HasOwnMessage = true };
    }

    /// <summary>Returns a copy with another error code.</summary>
    /// <param name="code">The error's <c>code</c> in OpenAI's dialects, null for a null field; the others have none.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedFault WithCode(string? code) => this with { Code = code };

    /// <summary>Returns the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    private static ScriptedFault Http(string name, int status, string type, string? code, string message) =>
        new(name, FaultKind.HttpError) { StatusCode = status, Type = type, Code = code, Message = message };

    private string OfHttpError(string retryAfter) => Kind == FaultKind.HttpError
        ? retryAfter
        : throw new InvalidOperationException($"The fault '{Name}' cannot carry Retry-After: only an HTTP error has headers of its own.");
}
