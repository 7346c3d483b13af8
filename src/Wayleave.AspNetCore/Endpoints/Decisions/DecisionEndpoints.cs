using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Wayleave.AspNetCore.Errors;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Maps everything below <c>/x</c> that explains decisions. All of it runs the stages of a real request, and none of it dispatches.</summary>
internal static class DecisionEndpoints
{
    public static void Map(RouteGroupBuilder group, WayleaveRouter router, ICallerAccessor? callers, long maxRequestBodySize, FailedRequest failed)
    {
        var traces = new TracesEndpoint(router, callers);
        Get("/x/traces", traces.List);
        Get($"/x/traces/{{{TracesEndpoint.RouteValue}}}", traces.Get);
        Get("/x/fields", new FieldsEndpoint(router, callers).Handle);
        Get("/x/agents", new AgentsEndpoint(router, callers).Handle);
        Get("/x/drift", new DriftEndpoint(router).Handle);
        Post("/x/rank", new RankEndpoint(router, maxRequestBodySize).Handle);
        Post("/x/simulate", new SimulateEndpoint(router, maxRequestBodySize).Handle);
        Post("/x/policy/normalize", new NormalizeEndpoint(router, callers, maxRequestBodySize).Handle);
        Post("/x/replay", new ReplayEndpoint(router, callers, maxRequestBodySize).Handle);
        Post("/x/routable", new RoutableEndpoint(router, callers, maxRequestBodySize).Handle);

        void Get(string path, Func<HttpContext, Task> handle) => group.MapGet(path, Answering(handle));

        void Post(string path, Func<HttpContext, Task> handle) => group.MapPost(path, Answering(handle));

        RequestDelegate Answering(Func<HttpContext, Task> handle) => async context =>
        {
            try
            {
                await handle(context);
            }
            catch (Exception exception)
            {
                await failed.AnswerAsync(context, exception);
            }
        };
    }
}
