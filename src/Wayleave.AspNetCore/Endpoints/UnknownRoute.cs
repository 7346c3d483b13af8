using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Answers what no other route below <c>/v1</c> answers: a wrong path or a wrong method.</summary>
internal sealed class UnknownRoute(ChatDialect dialect)
{
    public const string RouteValue = "path";

    private const int LongestQuote = 200;

    public Task Handle(HttpContext context)
    {
        var path = context.Request.RouteValues[RouteValue] as string ?? "";
        var allowed = AllowedMethod(path);
        if (allowed is null)
        {
            return RefuseAsync(context, RouteErrorCode.NotFound,
                $"There is nothing at '{Quote(context)}'. The routes are {Routes(context, path)}.");
        }

        context.Response.Headers.Allow = allowed;
        return RefuseAsync(context, RouteErrorCode.MethodNotAllowed, $"The path '{Quote(context)}' does not take '{context.Request.Method}'. Use '{allowed}'.");
    }

    private static string? AllowedMethod(string path) => path.TrimEnd('/') switch
    {
        var chat when chat.Equals("chat/completions", StringComparison.OrdinalIgnoreCase) => HttpMethods.Post,
        var embeddings when embeddings.Equals("embeddings", StringComparison.OrdinalIgnoreCase) => HttpMethods.Post,
        var list when list.Equals("models", StringComparison.OrdinalIgnoreCase) => HttpMethods.Get,
        var model when model.StartsWith("models/", StringComparison.OrdinalIgnoreCase) => HttpMethods.Get,
        _ => null,
    };

    // Below the prefix that the host mounted them at, as this very request spells it.
    private static string Routes(HttpContext context, string path)
    {
        var mount = (context.Request.PathBase + context.Request.Path).Value ?? "";
        mount = mount[..^path.Length].TrimEnd('/');
        return $"'POST {mount}/chat/completions', 'POST {mount}/embeddings', 'GET {mount}/models' and 'GET {mount}/models/{{id}}'";
    }

    private static string Quote(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.Length <= LongestQuote ? path : path[..LongestQuote] + "...";
    }

    private Task RefuseAsync(HttpContext context, string code, string message) =>
        ErrorResponse.WriteAsync(context, dialect, new RouteException(code, FaultOrigin.Caller, message));
}
