using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Lists the agents of which the caller may use a model: <c>GET /x/agents</c>.</summary>
internal sealed class AgentsEndpoint(WayleaveRouter router, ICallerAccessor? callers)
{
    public Task Handle(HttpContext context) => JsonAnswer.SendAsync(context, router.ListAgents(callers?.GetCaller() ?? Caller.None), Write);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<RoutableAgent> agents)
    {
        json.WriteStartObject();
        json.WriteStartArray("agents"u8);
        foreach (var agent in agents)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, agent.Id);
            json.WriteString("name"u8, agent.Name);
            TraceJson.WriteText(json, "role"u8, agent.Role);
            TraceJson.WriteText(json, "description"u8, agent.Description);
            json.WriteString("normal"u8, agent.Normal);
            json.WriteString("heavy"u8, agent.Heavy);
            json.WriteString("max"u8, agent.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
