using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The models of a provider, in the form that the request's path and headers ask for.</summary>
internal sealed class ModelListing(IReadOnlyList<string> models)
{
    /// <summary>Gets the reply to a request for models; null for a model that is not on the list.</summary>
    public ScriptedReply? Reply(WireRoute route)
    {
        var write = (route.Dialect, route.Verb) switch
        {
            (ScriptedDialect.AnthropicMessages, _) => AnthropicForm(route.Model),
            (ScriptedDialect.Gemini, _) => GeminiForm(route.Model),
            (_, "tags") => json => WriteTags(json),
            _ => OpenAIForm(route.Model),
        };
        return route.Model is { } one && !models.Contains(one) ? null : ScriptedReply.Raw(200, WireJson.Body(write).ToArray());
    }

    private Action<Utf8JsonWriter> OpenAIForm(string? one) => one is not null ? json => WriteOpenAI(json, one) : json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        WriteAll(json, "data", WriteOpenAI);
        json.WriteEndObject();
    };

    private Action<Utf8JsonWriter> AnthropicForm(string? one) => one is not null ? json => WriteAnthropic(json, one) : json =>
    {
        json.WriteStartObject();
        WriteAll(json, "data", WriteAnthropic);
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", models is [var first, ..] ? first : null);
        json.WriteString("last_id", models is [.., var last] ? last : null);
        json.WriteEndObject();
    };

    private Action<Utf8JsonWriter> GeminiForm(string? one) => one is not null ? json => WriteGemini(json, one) : json =>
    {
        json.WriteStartObject();
        WriteAll(json, "models", WriteGemini);
        json.WriteEndObject();
    };

    private void WriteTags(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteAll(json, "models", WriteTag);
        json.WriteEndObject();
    }

    private void WriteAll(Utf8JsonWriter json, string name, Action<Utf8JsonWriter, string> writeModel)
    {
        json.WriteStartArray(name);
        foreach (var model in models)
        {
            writeModel(json, model);
        }

        json.WriteEndArray();
    }

    private static void WriteOpenAI(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", "scripted");
        json.WriteEndObject();
    }

    private static void WriteAnthropic(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("type", "model");
        json.WriteString("id", model);
        json.WriteString("display_name", model);
        json.WriteString("created_at", "1970-01-01T00:00:00Z");
        json.WriteEndObject();
    }

    private static void WriteGemini(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("name", $"models/{model}");
        json.WriteString("version", "001");
        json.WriteString("displayName", model);
        json.WriteNumber("inputTokenLimit", 1048576);
        json.WriteNumber("outputTokenLimit", 65536);
        json.WriteStartArray("supportedGenerationMethods");
        json.WriteStringValue("generateContent");
        json.WriteStringValue("countTokens");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTag(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("name", model);
        json.WriteString("model", model);
        json.WriteString("modified_at", "1970-01-01T00:00:00Z");
        json.WriteNumber("size", 0);
        json.WriteString("digest", "scripted");
        json.WriteStartObject("details");
        json.WriteString("format", "gguf");
        json.WriteString("family", "scripted");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
