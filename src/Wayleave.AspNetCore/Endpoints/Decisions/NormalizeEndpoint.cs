using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.Policies;
using Wayleave.Policies.Routing;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Admits a policy and says what it is: <c>POST /x/policy/normalize</c>.</summary>
internal sealed class NormalizeEndpoint(WayleaveRouter router, ICallerAccessor? callers, long maxRequestBodySize)
{
    public async Task Handle(HttpContext context)
    {
        var body = await DecisionBody.ReadAsync(context, maxRequestBodySize, "policy_ir");
        var policy = DecisionBody.Bytes(body, "policy_ir");
        if (policy.IsEmpty)
        {
            throw DecisionBody.Fault("policy_ir", "There is no 'policy_ir'. Write the policy: {\"policy_ir\": [\"policy\", ...]}, or a predicate alone.");
        }

        await JsonAnswer.SendAsync(context, router.Admit(callers?.GetCaller() ?? Caller.None, policy), Write);
    }

    private static void Write(Utf8JsonWriter json, EffectivePolicy admitted)
    {
        var own = admitted.Callers!;
        json.WriteStartObject();
        json.WriteString("grammar"u8, Policy.Grammar);
        json.WriteString("id"u8, own.Id);
        json.WriteString("identity"u8, own.Identity);
        json.WriteString("canonical"u8, own.Canonical);
        json.WritePropertyName("term"u8);
        json.WriteRawValue(own.ToJson());

        // Whose else it is narrowed by, and what comes out: by name alone, since their terms are theirs.
        json.WriteStartArray("policies"u8);
        foreach (var source in admitted.Sources)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, source.Source);
            json.WriteString("id"u8, source.Id);
            json.WriteString("identity"u8, source.Identity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
