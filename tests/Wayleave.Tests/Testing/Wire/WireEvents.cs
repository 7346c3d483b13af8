using System.Text.Json;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Takes a stream apart, and fails on anything that no vendor sends.</summary>
internal static class WireEvents
{
    /// <summary>Gets the type and the data of each event; types are empty where the dialect names none.</summary>
    public static List<(string Type, string Data)> Split(string stream)
    {
        if (stream.Length == 0)
        {
            return [];
        }

        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        return [.. stream[..^2].Split("\n\n").Select(static text =>
        {
            var lines = text.Split('\n');
            Assert.InRange(lines.Length, 1, 2);
            Assert.StartsWith("data: ", lines[^1], StringComparison.Ordinal);
            Assert.True(lines.Length == 1 || lines[0].StartsWith("event: ", StringComparison.Ordinal), text);
            return (lines.Length == 1 ? "" : lines[0]["event: ".Length..], lines[^1]["data: ".Length..]);
        })];
    }

    /// <summary>Gets the JSON of each event, whose own type must be the event's; the marker <c>[DONE]</c> must be the last one.</summary>
    public static List<JsonElement> Read(string stream)
    {
        var events = Split(stream);
        if (events is [.., { Data: "[DONE]" }])
        {
            events.RemoveAt(events.Count - 1);
        }

        return [.. events.Select(static item =>
        {
            var json = JsonElement.Parse(item.Data);
            Assert.True(item.Type.Length == 0 || json.GetProperty("type").GetString() == item.Type, item.Data);
            return json;
        })];
    }
}
