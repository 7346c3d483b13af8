using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Authentication;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Says what would become of a whole request of a named caller: <c>POST /x/simulate</c>, for those who may.</summary>
internal sealed class SimulateEndpoint(WayleaveRouter router, long maxRequestBodySize)
{
    public async Task Handle(HttpContext context)
    {
        PermissionGuard.Require(context, WayleavePermissions.Simulate);
        var body = await DecisionBody.ReadAsync(context, maxRequestBodySize, "caller", "request");
        var caller = CallerOf(body);
        if (!body.TryGetProperty("request"u8, out var request))
        {
            throw DecisionBody.Fault("request", "There is no 'request'. Write a chat request: at least {\"model\": \"...\"}.");
        }

        var wire = DryRequest.Read(OpenAIChatDialect.Instance, JsonMarshal.GetRawUtf8Value(request).ToArray());
        wire.Options.Tenant = caller.Tenant;
        wire.Options.User = caller.User;
        wire.Options.App = caller.App;
        wire.Options.AffinityId = wire.ConversationId;
        var explanation = await router.ExplainAsync(wire.Messages, wire.Options, context.RequestAborted);
        await JsonAnswer.SendAsync(context, (Router: router, Caller: caller, Explanation: explanation), Write);
    }

    // Nobody at all would be whoever asks, and the answer another one.
    private static Caller CallerOf(JsonElement body)
    {
        if (!body.TryGetProperty("caller"u8, out var written))
        {
            throw DecisionBody.Fault("caller", "There is no 'caller'. Write at least {\"tenant\": \"...\"}.");
        }

        DecisionBody.Check(written, "caller", "tenant", "user", "app");
        var caller = new Caller(DecisionBody.Text(written, "caller", "tenant"), DecisionBody.Text(written, "caller", "user"), DecisionBody.Text(written, "caller", "app"));
        return caller == Caller.None ? throw DecisionBody.Fault("caller", "'caller' names nobody. Write 'tenant', 'user' or 'app'.") : caller;
    }

    private static void Write(Utf8JsonWriter json, (WayleaveRouter Router, Caller Caller, RouteExplanation Explanation) answer)
    {
        var (router, caller, explanation) = answer;
        json.WriteStartObject();
        json.WriteStartObject("caller"u8);
        TraceJson.WriteText(json, "tenant"u8, caller.Tenant);
        TraceJson.WriteText(json, "user"u8, caller.User);
        TraceJson.WriteText(json, "app"u8, caller.App);
        json.WriteEndObject();
        if (router.EntitlementOf(caller) is { } plan)
        {
            json.WriteStartObject("entitlement"u8);
            json.WriteString("plan"u8, plan.Name);
            json.WriteStartArray("tiers"u8);
            foreach (var tier in plan.Tiers)
            {
                json.WriteStringValue(tier);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        ExplanationJson.WriteMembers(json, explanation);
        json.WriteStartArray("credentials"u8);
        foreach (var key in explanation.Trace.Plan is { } route ? router.CredentialsOf(route, caller) : [])
        {
            json.WriteStartObject();
            json.WriteString("provider"u8, key.Provider);
            json.WriteString("lane"u8, key.Lane.ToString());
            TraceJson.WriteText(json, "id"u8, key.Id);
            json.WriteString("readiness"u8, key.Readiness.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
