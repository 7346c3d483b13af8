using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>An item or a content part that the hub has no type for; it travels as it came, and only within its dialect.</summary>
internal sealed class RawItemContent : AIContent
{
    /// <param name="json">The item or part.</param>
    /// <param name="isItem">Whether it is an item, and not a part of one.</param>
    public RawItemContent(JsonElement json, bool isItem)
    {
        Json = json.Clone();
        IsItem = isItem;
    }

    public JsonElement Json { get; }

    public bool IsItem { get; }

    /// <summary>Gets or sets the item that a part stands in.</summary>
    public ItemShell? Shell { get; set; }
}
