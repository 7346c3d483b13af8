namespace Wayleave.Testing;

/// <summary>The list that <c>GET /v1/models</c> answers.</summary>
internal static class ModelsJson
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<string> models) => WireJson.Body(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 0);
            json.WriteString("owned_by", "scripted");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
