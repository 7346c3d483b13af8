using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>What becomes of an embedding request's fields that the hub has no property for.</summary>
/// <remarks>
/// The API's own fields go on. Accounts and hints are dropped and named in the trace. Everything else may change the vectors, which
/// nobody would notice, so it is refused.
/// </remarks>
internal static class EmbeddingFields
{
    private static readonly NameTable Native = new("taskType", "title");
    private static readonly NameTable Harmless = new("user", "metadata", "service_tier", "store", "safety_identifier", "encoding_format");

    /// <summary>Gets the fields that go on, those with JSON values alone: other objects are a program's own notes.</summary>
    public static List<KeyValuePair<string, object>> Read(in ProviderRequest request, AdditionalPropertiesDictionary? stated, string api)
    {
        List<KeyValuePair<string, object>> native = [];
        if (stated is null)
        {
            return native;
        }

        foreach (var (name, value) in stated)
        {
            if (value is not (JsonElement or JsonNode) || OwnFields.IsOwnName(name))
            {
                continue;
            }

            if (Native.Contains(name))
            {
                native.Add(new(name, value));
            }
            else if (Harmless.Contains(name))
            {
                request.Drop(name);
            }
            else
            {
                throw RequestFault.NotExpressible(api, $"The field '{name}'", $"Remove it; beside 'dimensions', this API takes 'taskType' and 'title'.", name);
            }
        }

        return native;
    }
}
