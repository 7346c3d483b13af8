using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>One item of a response's output, as it is while it grows and when it is done.</summary>
internal abstract class ResponsesItem(string id)
{
    public string Id { get; } = id;

    /// <summary>Gets the items of an answer, in their order.</summary>
    public static List<ResponsesItem> All(ChatAnswer answer)
    {
        var items = new List<ResponsesItem>();
        if (answer.Content.Reasoning is not null)
        {
            items.Add(new ReasoningItem(answer));
        }

        if (answer.Content.Text is not null || answer.Content.Refusal is not null)
        {
            items.Add(new MessageItem(answer));
        }

        for (var i = 0; i < answer.Content.ToolCalls.Count; i++)
        {
            items.Add(new FunctionCallItem(answer, answer.Content.ToolCalls[i], i));
        }

        return items;
    }

    /// <summary>Writes the item.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="isDone">Whether it is whole; else it is as empty as it begins.</param>
    public abstract void Write(Utf8JsonWriter json, bool isDone);

    /// <summary>Adds the events between the item's first and its last.</summary>
    public abstract void AddEvents(ResponsesStream stream, int index);

    /// <summary>Gets whether the item's first event is content by itself.</summary>
    public virtual bool IsContent => false;
}
