using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wayleave;
using Wayleave.AspNetCore.Authentication;
using Wayleave.AspNetCore.Endpoints;
using Wayleave.AspNetCore.Endpoints.Decisions;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Mounts the router's endpoints.</summary>
public static class WayleaveEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST /v1/chat/completions</c>, <c>POST /v1/responses</c> and <c>POST /v1/embeddings</c> as OpenAI's clients call them, <c>POST /v1/messages</c> and
    /// <c>POST /v1/messages/count_tokens</c> as Anthropic's do, and <c>GET /v1/models</c> and <c>GET /v1/models/{id}</c> for both;
    /// everything else below <c>/v1</c> is answered with an error in the shape that the caller reads. Below <c>/x</c> the router explains its decisions:
    /// <c>traces</c>, <c>fields</c>, <c>agents</c>, <c>rank</c>, <c>simulate</c>, <c>policy/normalize</c>, <c>replay</c>, <c>routable</c> and <c>drift</c>.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="prefix">A route prefix in front of <c>/v1</c>, such as <c>/llm</c>; empty for none.</param>
    /// <returns>The group of all endpoints, for further conventions.</returns>
    /// <remarks>
    /// Callers must be authenticated: by a virtual key when <c>AddVirtualKeys()</c> was called, else by the host's default
    /// authorization policy. <c>MapWayleave().AllowAnonymous()</c> lets everybody in, and must be written to take effect.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// <c>AddWayleave</c> was not called, or an option is out of range. When no authentication is registered and the endpoints do
    /// not allow anonymous callers, the application does not start; where it was mapped below <c>UseEndpoints</c> or a group of
    /// the host, no request is served.
    /// </exception>
    public static RouteGroupBuilder MapWayleave(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        var router = services.GetService<WayleaveRouter>() ?? throw new InvalidOperationException(
            "MapWayleave() needs the router, which is not registered. Write builder.Services.AddWayleave(builder.Configuration) before builder.Build().");

        var failed = new FailedRequest(services.GetRequiredService<ILogger<FailedRequest>>());
        var limit = EndpointOptionsReader.Read(services).MaxRequestBodySize;
        var embeddings = new EmbeddingsEndpoint(services.GetRequiredService<WayleaveEmbeddingGenerator>(), limit, failed);
        var models = new ModelsEndpoint(router, services.GetService<ICallerAccessor>(), failed);

        var group = endpoints.MapGroup(prefix);
        var source = endpoints.DataSources.Last();
        MapChat("/v1/chat/completions", OpenAIChatDialect.Instance);
        MapChat("/v1/responses", OpenAIResponsesDialect.Instance);
        var anthropic = AnthropicMessagesDialect.Instance;
        MapChat("/v1/messages", anthropic);
        Speaks(anthropic, group.MapPost("/v1/messages/count_tokens", new CountTokensEndpoint(router, anthropic, anthropic.TokenCount, limit, failed).Handle));
        Speaks(anthropic, MapUnknown(new UnknownRoute("messages")));
        Speaks(OpenAIChatDialect.Instance, group.MapPost("/v1/embeddings", embeddings.Handle));
        group.MapGet("/v1/models", models.List);
        group.MapGet($"/v1/models/{{**{ModelsEndpoint.RouteValue}:minlength(1)}}", models.Get);
        MapUnknown(new UnknownRoute());
        DecisionEndpoints.Map(group, router, services.GetService<ICallerAccessor>(), limit, failed);
        Protect(group, services);
        AuthenticationGuard.Apply(endpoints, group, source);
        return group;

        void MapChat(string path, ChatDialect dialect) => Speaks(dialect, group.MapPost(path, new ChatEndpoint(router, dialect, limit, failed).Handle));

        IEndpointConventionBuilder MapUnknown(UnknownRoute route) => group.Map(route.Pattern, route.Handle);
    }

    // What is not told here is shared by callers of several dialects: the models, and paths that do not exist.
    private static void Speaks(ChatDialect dialect, IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(new EndpointDialect(dialect));

    private static void Protect(RouteGroupBuilder group, IServiceProvider services)
    {
        var schemes = services.GetService<IOptions<AuthenticationOptions>>()?.Value.SchemeMap;
        if (schemes?.ContainsKey(VirtualKeyDefaults.AuthenticationScheme) == true)
        {
            group.RequireAuthorization(new AuthorizationPolicyBuilder(VirtualKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build());
        }
        else
        {
            group.RequireAuthorization();
        }
    }
}
