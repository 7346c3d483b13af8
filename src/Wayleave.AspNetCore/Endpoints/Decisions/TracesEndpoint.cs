using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Shows a tenant the decisions of its own requests: <c>GET /x/traces</c> and <c>GET /x/traces/{id}</c>.</summary>
internal sealed class TracesEndpoint(WayleaveRouter router, ICallerAccessor? callers)
{
    public const string RouteValue = "id";

    private const int MostListed = 200;
    private const int Listed = 50;

    public Task List(HttpContext context) => JsonAnswer.SendAsync(context, router.GetTraces(Caller(), CountOf(context)), static (json, traces) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("traces"u8);
        foreach (var trace in traces)
        {
            TraceJson.Write(json, trace);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public Task Get(HttpContext context)
    {
        var id = context.Request.RouteValues[RouteValue] as string ?? "";
        var trace = router.FindTrace(id, Caller()) ?? throw new RouteException(
            RouteErrorCode.NotFound, FaultOrigin.Caller,
            $"There is no trace '{id}' of yours. The id stands in the response header '{ResponseHeaders.TraceId}'; only the newest are kept (Wayleave:Traces:Capacity).");
        return JsonAnswer.SendAsync(context, trace, TraceJson.Write);
    }

    private static int CountOf(HttpContext context)
    {
        var written = context.Request.Query["limit"].ToString();
        if (written.Length == 0)
        {
            return Listed;
        }

        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostListed
            ? count
            : throw new RouteException(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, $"'limit' is '{written}'; valid: 1 to {MostListed}.") { Param = "limit" };
    }

    private Caller Caller() => callers?.GetCaller() ?? Wayleave.Caller.None;
}
