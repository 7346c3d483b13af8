using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Errors;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>The headers that tell a caller which request this was and what became of it.</summary>
internal static class ResponseHeaders
{
    public const string RequestId = "x-request-id";
    public const string Model = "x-wayleave-model";
    public const string Provider = "x-wayleave-provider";
    public const string Attempts = "x-wayleave-attempts";
    public const string TraceId = "x-wayleave-trace-id";
    public const string Estimated = "x-wayleave-estimated";

    private const int LongestRequestId = 128;

    /// <summary>Sets the headers, as far as the trace knows.</summary>
    public static void Set(HttpContext context, RoutingTrace? trace)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = RequestIdOf(context, trace);
        if (EndpointDialect.Of(context).RequestIdHeaderName is { } own)
        {
            headers[own] = headers[RequestId];
        }

        if (trace is null)
        {
            return;
        }

        headers[TraceId] = trace.Id;
        headers[Attempts] = trace.AttemptCount.ToString(CultureInfo.InvariantCulture);
        if (trace.ServedRoute is { } route)
        {
            headers[Model] = Printable(route);
        }

        if (trace.Served is { } served)
        {
            headers[Provider] = Printable(served.Provider);
        }
    }

    /// <summary>Gets a delay as <c>Retry-After</c> has it: whole seconds, rounded up, so that nobody comes back too early.</summary>
    public static string WholeSeconds(TimeSpan delay) =>
        ((long)Math.Ceiling(Math.Max(0, delay.TotalSeconds))).ToString(CultureInfo.InvariantCulture);

    /// <summary>Gets the id that the answer has or will have: the caller's own when it is sane, else the trace's, else the server's.</summary>
    public static string RequestIdOf(HttpContext context, RoutingTrace? trace) =>
        context.Response.Headers[RequestId] is [{ } given]
            ? given
            : context.Request.Headers[RequestId] is [{ Length: > 0 and <= LongestRequestId } own] && IsPrintable(own)
                ? own
                : trace?.Id ?? context.TraceIdentifier;

    private static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    // A route may hold a model name that only the caller made up; a header takes printable ASCII alone.
    private static string Printable(string text) => IsPrintable(text) ? text : Uri.EscapeDataString(text);
}
