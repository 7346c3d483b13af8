using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Tests.Usage;

namespace Wayleave.Tests.Dialects.Cross;

/// <summary>From an endpoint's dialect by way of the hub to a provider's, and the answer back, over strings.</summary>
internal static class Crossing
{
    public static readonly string[] Endpoints = ["OpenAIChat", "OpenAIResponses", "AnthropicMessages"];

    public static readonly string[] Providers = [.. Endpoints, "Gemini"];

    public static ProviderDialect Dialect(string name) => name switch
    {
        "OpenAIChat" => OpenAIChatDialect.Instance,
        "OpenAIResponses" => OpenAIResponsesDialect.Instance,
        "AnthropicMessages" => AnthropicMessagesDialect.Instance,
        _ => GeminiDialect.Instance,
    };

    /// <summary>Sends a caller's body on in a provider's dialect.</summary>
    /// <returns>What is sent, and what the trace names as dropped.</returns>
    /// <exception cref="RouteException">The body cannot be read, or not be said.</exception>
    public static (string Sent, IReadOnlyList<string> Dropped) Send(string endpoint, string body, string provider, string? version = null)
    {
        var request = ((ChatDialect)Dialect(endpoint)).ReadRequest(Encoding.UTF8.GetBytes(body));
        if (request.Pin is { } pin && pin.Dialect != Dialect(provider))
        {
            // As a plan does before anything is sent.
            throw new RouteException(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, pin.Detail) { Param = pin.Param };
        }

        var options = (RoutedChatOptions)request.Options.Clone();
        var trace = new RoutingTrace("t", "m", 1);
        options.Context = new WayleaveContext(UsageRig.EmptySnapshot(1), Caller.None, trace, false, false, default, 0);
        var output = new ArrayBufferWriter<byte>();
        Dialect(provider).WriteRequest(output, new ProviderRequest(request.Messages, options, "up", request.Streaming) { ApiVersion = version });
        return (Encoding.UTF8.GetString(output.WrittenSpan), trace.DroppedFields);
    }

    /// <summary>Hands a provider's answer to a caller: the whole one, or its events.</summary>
    /// <returns>What the caller gets, and what the trace names as dropped.</returns>
    /// <exception cref="RouteException">The answer cannot be read, or not be said.</exception>
    public static (string Answer, IReadOnlyList<string> Dropped) Answer(string provider, bool streaming, string endpoint, params string[] bodies)
    {
        var dialect = (ChatDialect)Dialect(endpoint);
        var request = dialect.ReadRequest(Encoding.UTF8.GetBytes(Minimal(endpoint, streaming)));
        var trace = new RoutingTrace("t", "m", 1);
        var output = new ArrayBufferWriter<byte>();
        if (!streaming)
        {
            var response = Dialect(provider).ReadResponse(Encoding.UTF8.GetBytes(bodies.Single()), keepRaw: endpoint == provider);
            (response.AdditionalProperties ??= [])[RoutingTraceExtensions.PropertyName] = trace;
            dialect.WriteResponse(output, response, request);
            return (Encoding.UTF8.GetString(output.WrittenSpan), trace.DroppedFields);
        }

        var writer = dialect.CreateStreamWriter(request);
        foreach (var update in Updates(provider, endpoint == provider, bodies))
        {
            (update.AdditionalProperties ??= [])[RoutingTraceExtensions.PropertyName] = trace;
            writer.Write(output, update);
        }

        writer.Complete(output);
        return (Encoding.UTF8.GetString(output.WrittenSpan), trace.DroppedFields);
    }

    private static IEnumerable<ChatResponseUpdate> Updates(string provider, bool keepRaw, string[] events)
    {
        var reader = Dialect(provider).CreateStreamReader(keepRaw);
        foreach (var data in events)
        {
            if (reader.Read("message", Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                yield return update;
            }
        }

        if (reader.ReadEnd().Update is { } last)
        {
            yield return last;
        }
    }

    private static string Minimal(string endpoint, bool streaming)
    {
        var stream = streaming ? "true" : "false";
        return endpoint switch
        {
            "OpenAIResponses" => $$"""{"model":"m","input":"x","stream":{{stream}}}""",
            _ => $$"""{"model":"m","max_tokens":100,"messages":[{"role":"user","content":"x"}],"stream":{{stream}}}""",
        };
    }
}
