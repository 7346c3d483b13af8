using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Errors;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Lists the models that the caller may use, in one shape that OpenAI's and Anthropic's clients both read.</summary>
internal sealed class ModelsEndpoint(WayleaveRouter router, ICallerAccessor? callers, FailedRequest failed)
{
    public const string RouteValue = "id";

    public async Task List(HttpContext context)
    {
        try
        {
            await JsonAnswer.SendAsync(context, router.ListModels(Caller()), WriteList);
        }
        catch (Exception e)
        {
            await failed.AnswerAsync(context, e);
        }
    }

    public async Task Get(HttpContext context)
    {
        try
        {
            // The server decodes a path but for the slash, and ids are full of slashes.
            var id = (context.Request.RouteValues[RouteValue] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            await JsonAnswer.SendAsync(context, Find(id), Write);
        }
        catch (Exception e)
        {
            await failed.AnswerAsync(context, e);
        }
    }

    private RoutableModel Find(string id)
    {
        foreach (var model in router.ListModels(Caller()))
        {
            if (string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase))
            {
                return model;
            }
        }

        throw new RouteException(
            RouteErrorCode.ModelNotFound, FaultOrigin.Caller,
            $"The model '{id}' does not exist or is not yours to use. 'GET /v1/models' lists those that are.") { Param = "model" };
    }

    private Caller Caller() => callers?.GetCaller() ?? Wayleave.Caller.None;

    // All of them at once, in both vendors' words for a list and for its end.
    private static void WriteList(Utf8JsonWriter json, IReadOnlyList<RoutableModel> models)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            Write(json, model);
        }

        json.WriteEndArray();
        json.WriteString("first_id"u8, models.Count == 0 ? null : models[0].Id);
        json.WriteString("last_id"u8, models.Count == 0 ? null : models[^1].Id);
        json.WriteBoolean("has_more"u8, false);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RoutableModel model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Id);
        json.WriteString("object"u8, "model"u8);

        json.WriteString("type"u8, "model"u8);
        json.WriteString("display_name"u8, model.Id);

        // Both vendors' clients require a date; when a model came into being is not known here.
        json.WriteNumber("created"u8, 0);
        json.WriteString("created_at"u8, "1970-01-01T00:00:00Z"u8);
        json.WriteString("owned_by"u8, model.OwnedBy);
        if (model.ContextWindow is { } window)
        {
            json.WriteNumber("context_window"u8, window);
        }

        if (model.MaxOutputTokens is { } output)
        {
            json.WriteNumber("max_output_tokens"u8, output);
        }

        // Anthropic's words for the same, null where it is unknown.
        WriteNumber(json, "max_input_tokens"u8, model.ContextWindow);
        WriteNumber(json, "max_tokens"u8, model.MaxOutputTokens);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
