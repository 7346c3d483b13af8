using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Checks ids before a host writes them into a setting of the caller's tenant: <c>POST /x/routable</c>, 422 with the nearest ids where one leads nowhere.</summary>
internal sealed class RoutableEndpoint(WayleaveRouter router, ICallerAccessor? callers, long maxRequestBodySize)
{
    private const int MostChecked = 1000;

    public async Task Handle(HttpContext context)
    {
        var body = await DecisionBody.ReadAsync(context, maxRequestBodySize, "ids");
        var ids = DecisionBody.Texts(body, "ids", MostChecked) ?? throw DecisionBody.Fault("ids", $"There is no 'ids'. Write an array of 1 to {MostChecked} model ids.");
        var tenant = callers?.GetCaller()?.Tenant;
        var faults = ids.Select(id => router.CheckRoutable(id, tenant)).OfType<UnroutableId>().ToList();
        context.Response.StatusCode = faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        await JsonAnswer.SendAsync(context, faults, Write);
    }

    private static void Write(Utf8JsonWriter json, List<UnroutableId> faults)
    {
        json.WriteStartObject();
        json.WriteBoolean("routable"u8, faults.Count == 0);
        json.WriteStartArray("unroutable"u8);
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            UnroutableJson.WriteMembers(json, fault.Id, fault.Reason, fault.Nearest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (faults.Count > 0)
        {
            WriteError(json, faults);
        }

        json.WriteEndObject();
    }

    // A refusal like any other to clients that only look for one.
    private static void WriteError(Utf8JsonWriter json, List<UnroutableId> faults)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, $"{faults.Count} of the ids lead(s) nowhere, the first being '{faults[0].Id}': {faults[0].Reason}.");
        json.WriteString("type"u8, "invalid_request_error"u8);
        json.WriteString("param"u8, "ids"u8);
        json.WriteString("code"u8, RouteErrorCode.ModelNotFound);
        json.WriteEndObject();
    }
}
