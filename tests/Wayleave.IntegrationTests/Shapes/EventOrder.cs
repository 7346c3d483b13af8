using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Follows the events of one stream, and says which is out of place.</summary>
internal abstract class EventOrder
{
    /// <summary>Gets whether the event that ends a stream, well or not, has come.</summary>
    public bool HasEnded { get; protected set; }

    public IEnumerable<string> Next(string eventType, string data)
    {
        if (HasEnded)
        {
            return [$"'{data}' comes behind the end."];
        }

        if (TryEnd(data))
        {
            return [];
        }

        JsonElement json;
        try
        {
            json = JsonElement.Parse(data);
        }
        catch (JsonException e)
        {
            return [$"An event is not JSON: {e.Message}"];
        }

        // A shape that is wrong would make the order a riddle.
        var faults = SchemaSet.Faults(ShapeOf(json), json).ToList();
        return faults.Count > 0 ? faults.Append(data) : Check(eventType, json).Select(fault => $"{fault}: {data}");
    }

    /// <summary>Takes data that is no JSON and ends the stream.</summary>
    protected virtual bool TryEnd(string data) => false;

    protected abstract Shape ShapeOf(JsonElement json);

    /// <summary>Gets what is out of place about an event whose shape is right.</summary>
    protected abstract IEnumerable<string> Check(string eventType, JsonElement json);

    /// <summary>Compares the line <c>event</c> with the type in the data.</summary>
    protected static IEnumerable<string> CheckName(string eventType, JsonElement json)
    {
        if (json.GetProperty("type").GetString() != eventType)
        {
            yield return $"The event is named '{eventType}'";
        }
    }
}
