using Microsoft.AspNetCore.Http;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Traces;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Says what would become of a chat request of the caller's: <c>POST /x/rank</c>.</summary>
internal sealed class RankEndpoint(WayleaveRouter router, long maxRequestBodySize)
{
    public async Task Handle(HttpContext context)
    {
        var dialect = OpenAIChatDialect.Instance;
        var wire = await WireRequests.ReadAsync(context, dialect, body => DryRequest.Read(dialect, body), maxRequestBodySize);
        await JsonAnswer.SendAsync(context, await router.ExplainAsync(wire.Messages, wire.Options, context.RequestAborted), ExplanationJson.Write);
    }
}
