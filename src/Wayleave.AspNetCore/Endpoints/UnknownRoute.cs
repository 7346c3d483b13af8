using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Wayleave.AspNetCore.Errors;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Answers what no other route below <c>/v1</c> answers: a wrong path or a wrong method.</summary>
/// <param name="section">The part of the path below <c>/v1</c> that its pattern spells out, such as <c>messages</c>; empty for none.</param>
internal sealed class UnknownRoute(string section = "")
{
    private const string RouteValue = "path";
    private const int LongestQuote = 200;

    private static readonly (string Path, string Method)[] Known =
    [
        ("chat/completions", HttpMethods.Post), ("responses", HttpMethods.Post), ("messages", HttpMethods.Post),
        ("messages/count_tokens", HttpMethods.Post), ("embeddings", HttpMethods.Post), ("models", HttpMethods.Get), ("models/{id}", HttpMethods.Get),
    ];

    /// <summary>Gets the pattern to map.</summary>
    public string Pattern => $"/v1/{section}{(section.Length == 0 ? "" : "/")}{{**{RouteValue}}}";

    public Task Handle(HttpContext context)
    {
        var rest = context.Request.RouteValues[RouteValue] as string ?? "";
        var path = $"{section}/{rest}".Trim('/');
        if (AllowedMethod(path) is not { } allowed)
        {
            return RefuseAsync(context, RouteErrorCode.NotFound,
                $"There is nothing at '{Quote(context)}'. The routes are {Routes(Mount(context, rest))}.");
        }

        context.Response.Headers.Allow = allowed;
        return RefuseAsync(context, RouteErrorCode.MethodNotAllowed, $"The path '{Quote(context)}' does not take '{context.Request.Method}'. Use '{allowed}'.");
    }

    private static string? AllowedMethod(string path)
    {
        foreach (var (known, method) in Known)
        {
            var parameter = known.IndexOf('{', StringComparison.Ordinal);
            if (parameter < 0 ? path.Equals(known, StringComparison.OrdinalIgnoreCase) : path.StartsWith(known[..parameter], StringComparison.OrdinalIgnoreCase))
            {
                return method;
            }
        }

        return null;
    }

    // Below the prefix that the host mounted them at, as this very request spells it.
    private string Mount(HttpContext context, string rest)
    {
        var mount = (context.Request.PathBase + context.Request.Path).Value ?? "";
        mount = mount.TrimEnd('/')[..^rest.TrimEnd('/').Length].TrimEnd('/');
        return mount[..^section.Length].TrimEnd('/');
    }

    private static string Routes(string mount)
    {
        var routes = Array.ConvertAll(Known, item => $"'{item.Method} {mount}/{item.Path}'");
        return $"{string.Join(", ", routes[..^1])} and {routes[^1]}";
    }

    private static string Quote(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.Length <= LongestQuote ? path : path[..LongestQuote] + "...";
    }

    private static Task RefuseAsync(HttpContext context, string code, string message) =>
        ErrorResponse.WriteAsync(context, new RouteException(code, FaultOrigin.Caller, message));
}
