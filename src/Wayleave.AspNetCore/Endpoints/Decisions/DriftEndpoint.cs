using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Authentication;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Lists the configured ids that lead nowhere, of all tenants, and why: <c>GET /x/drift</c>, for those who may.</summary>
internal sealed class DriftEndpoint(WayleaveRouter router)
{
    public Task Handle(HttpContext context)
    {
        PermissionGuard.Require(context, WayleavePermissions.Drift);
        return JsonAnswer.SendAsync(context, (router.SnapshotRevision, router.FindDrift()), Write);
    }

    private static void Write(Utf8JsonWriter json, (long Revision, IReadOnlyList<Drift> Drift) answer)
    {
        json.WriteStartObject();
        json.WriteNumber("snapshot_revision"u8, answer.Revision);
        json.WriteStartArray("drift"u8);
        foreach (var entry in answer.Drift)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, entry.Kind.ToString());
            json.WriteString("name"u8, entry.Name);
            TraceJson.WriteText(json, "tenant"u8, entry.Tenant);
            UnroutableJson.WriteMembers(json, entry.Id, entry.Reason, entry.Nearest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
