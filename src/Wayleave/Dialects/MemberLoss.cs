using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Dialects;

/// <summary>Names the members of another dialect's messages and tools that a provider's dialect has no word for.</summary>
internal static class MemberLoss
{
    // An earlier answer's accounts, and the ids that a provider gave its parts: no field of the request.
    private static readonly NameTable Accounts = new("finish_reason", "logprobs", "annotations", "index", "id", "status");

    /// <summary>Names the members of a message or a content.</summary>
    /// <param name="request">The request.</param>
    /// <param name="properties">The members.</param>
    /// <param name="known">Those that the encoder has words for.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>: a member without which the message says something else.</exception>
    public static void Name(in ProviderRequest request, AdditionalPropertiesDictionary? properties, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in properties ?? [])
        {
            if (value is not (JsonElement { ValueKind: not JsonValueKind.Null } or JsonNode)
                || known.Contains(name) || Accounts.Contains(name) || OwnFields.IsOwnName(name)
                || name.StartsWith("choice.", StringComparison.Ordinal) || name.StartsWith("delta.", StringComparison.Ordinal))
            {
                continue;
            }

            if (name == "function_call")
            {
                throw RequestFault.NotExpressible("another API", "A message's 'function_call'", "Send it as 'tool_calls', and its result in a message of the tool.");
            }

            if (name == "audio")
            {
                throw RequestFault.NotExpressible(
                    "another API", "A message whose audio the provider keeps", "Send its transcript as text, or ask for a model at the provider that has it.");
            }

            request.Drop($"messages.{name}");
        }
    }

    /// <summary>Names the members of a content.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: a content that only the caller's own vendor knows.</exception>
    public static void Name(in ProviderRequest request, AIContent content, params ReadOnlySpan<string> known)
    {
        // The two APIs of OpenAI share their files; others know nothing of them, nor they of others'.
        if (content is HostedFileContent && request.Options.Wire?.Dialect is AnthropicMessagesDialect)
        {
            throw RequestFault.NotExpressible("another vendor's API", "A file by the id that its vendor gave it", "Send its bytes or its address.");
        }

        // The model would not know what it is told about a document.
        if (content is DataContent or UriContent && request.Options.Wire?.Dialect is AnthropicMessagesDialect
            && content.AdditionalProperties?.TryGetValue("context", out var context) == true && context is JsonElement { ValueKind: JsonValueKind.String })
        {
            throw RequestFault.NotExpressible("another vendor's API", "A document's 'context'", "Send it as a text in front of the document.");
        }

        Name(request, content.AdditionalProperties, known);
    }

    /// <summary>Names the members of the functions that came over another dialect's wire.</summary>
    public static void NameOfTools(in ProviderRequest request, string known)
    {
        if (request.Options.Wire is not null)
        {
            foreach (var tool in request.Options.Tools ?? [])
            {
                if (tool is AIFunctionDeclaration function)
                {
                    NameOfTool(request, function, known);
                }
            }
        }
    }

    /// <summary>Names the members of a function beside its name, description and schema.</summary>
    public static void NameOfTool(in ProviderRequest request, AIFunctionDeclaration function, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in function.AdditionalProperties)
        {
            // All of them are functions.
            if (name != "type" && !known.Contains(name) && value is JsonElement { ValueKind: not (JsonValueKind.Null or JsonValueKind.False) } or true)
            {
                request.Drop($"tools.{name}");
            }
        }
    }
}
