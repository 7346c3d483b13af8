using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Makes the caller's own stored decisions again, under another policy or the configuration of now: <c>POST /x/replay</c>.</summary>
internal sealed class ReplayEndpoint(WayleaveRouter router, ICallerAccessor? callers, long maxRequestBodySize)
{
    private const int MostReplayed = 1000;
    private const int Replayed = 200;

    public async Task Handle(HttpContext context)
    {
        var body = await DecisionBody.ReadAsync(context, maxRequestBodySize, "policy_ir", "model", "traces", "limit");
        var caller = callers?.GetCaller() ?? Caller.None;
        var policy = DecisionBody.Bytes(body, "policy_ir");
        if (!policy.IsEmpty)
        {
            // Once for all: what is not admitted would be refused a thousand times.
            router.Admit(caller, policy);
        }

        var options = new ReplayOptions
        {
            Policy = policy.IsEmpty ? null : Encoding.UTF8.GetString(policy),
            ModelId = DecisionBody.Text(body, "", "model"),
        };
        var traces = DecisionBody.Texts(body, "traces", MostReplayed) is { } ids ? [.. ids.Select(Find)] : router.GetTraces(caller, LimitOf(body));
        await JsonAnswer.SendAsync(context, await router.ReplayAsync(traces, options, context.RequestAborted), ReplayJson.Write);

        RoutingTrace Find(string id) => router.FindTrace(id, caller) ?? throw new RouteException(
            RouteErrorCode.NotFound, FaultOrigin.Caller, $"There is no trace '{id}' of yours; only the newest are kept (Wayleave:Traces:Capacity).") { Param = "traces" };
    }

    private static int LimitOf(JsonElement body)
    {
        if (!body.TryGetProperty("limit"u8, out var limit) || limit.ValueKind == JsonValueKind.Null)
        {
            return Replayed;
        }

        return limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out var count) && count is >= 1 and <= MostReplayed
            ? count
            : throw DecisionBody.Fault("limit", $"'limit' is '{limit.GetRawText()}'; valid: 1 to {MostReplayed}.");
    }
}
