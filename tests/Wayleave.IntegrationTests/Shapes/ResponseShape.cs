using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Finds what is wrong with an answer of our endpoints: the shape of its body or of each event, and the order of the events.</summary>
internal static class ResponseShape
{
    public static IEnumerable<string> Faults(RecordedResponse response)
    {
        // The router's own answers have no vendor; its errors there are OpenAI's.
        var isVendors = response.Path.Contains("/v1/", StringComparison.Ordinal) || (response.Path.StartsWith("/x/", StringComparison.Ordinal) && response.Status >= 400);
        if (response.Body.Length == 0 || !isVendors)
        {
            return [];
        }

        return response.MediaType switch
        {
            "application/json" when response.IsWhole => OfBody(response),
            "application/json" => [],
            "text/event-stream" => OfStream(response),
            _ => [$"The media type is '{response.MediaType}'."],
        };
    }

    private static IEnumerable<string> OfBody(RecordedResponse response)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(response.Body);
        }
        catch (JsonException e)
        {
            return [$"The body is not JSON: {e.Message}"];
        }

        return SchemaSet.Faults(response.Status >= 400 ? ErrorOf(response) : ShapeOf(response.Path, json), json);
    }

    private static List<string> OfStream(RecordedResponse response)
    {
        var order = OrderOf(response.Path);
        var faults = new List<string>();
        using var stream = new MemoryStream(response.Body);
        foreach (var item in SseParser.Create(stream).Enumerate())
        {
            faults.AddRange(order.Next(item.EventType, item.Data));
        }

        if (response.IsWhole && !order.HasEnded)
        {
            faults.Add("The stream ends without its terminal event.");
        }

        return faults;
    }

    private static Shape ErrorOf(RecordedResponse response) =>
        EndsWith(response.Path, "/messages") || EndsWith(response.Path, "/count_tokens") ? response.Status == 413 ? Shape.TooLargeError : Shape.MessageError
        : EndsWith(response.Path, "/chat/completions") || EndsWith(response.Path, "/responses") || EndsWith(response.Path, "/embeddings") ? Shape.Error
        : response.IsAnthropic ? Shape.MessageError
        : Shape.Error;

    private static Shape ShapeOf(string path, JsonElement json) =>
        EndsWith(path, "/chat/completions") ? Shape.Completion
        : EndsWith(path, "/responses") ? Shape.Response
        : EndsWith(path, "/messages") ? Shape.Message
        : EndsWith(path, "/messages/count_tokens") ? Shape.TokenCount
        : EndsWith(path, "/embeddings") ? HasEncodedVectors(json) ? Shape.EncodedEmbeddings : Shape.Embeddings
        : EndsWith(path, "/models") ? Shape.Models
        : Shape.Model;

    private static bool HasEncodedVectors(JsonElement json) =>
        json.TryGetProperty("data", out var data) && data.EnumerateArray().Any(static item => item.GetProperty("embedding").ValueKind == JsonValueKind.String);

    private static EventOrder OrderOf(string path) =>
        EndsWith(path, "/responses") ? new ResponseEventOrder()
        : EndsWith(path, "/messages") ? new MessageEventOrder()
        : new ChunkOrder();

    private static bool EndsWith(string path, string end) => path.EndsWith(end, StringComparison.Ordinal);
}
