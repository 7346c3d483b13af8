using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The names of the kinds of events.</summary>
internal static class EventKinds
{
    public const string MessageStart = "message_start";
    public const string BlockStart = "content_block_start";
    public const string BlockDelta = "content_block_delta";
    public const string BlockStop = "content_block_stop";
    public const string MessageDelta = "message_delta";
    public const string MessageStop = "message_stop";
    public const string Ping = "ping";

    // In the order of the enumeration.
    private static readonly string[] All = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop, Ping, "error"];

    private static readonly NameTable Names = new(All);

    /// <summary>Finds the kind that an event's JSON names.</summary>
    public static EventKind Find(ref Utf8JsonReader reader) => Names.Find(ref reader) is >= 0 and var index ? (EventKind)index : EventKind.Other;

    /// <summary>Decides what an event is; some servers name it only outside the JSON.</summary>
    public static EventKind Find(EventKind? inside, string outside) =>
        inside ?? (Array.IndexOf(All, outside) is >= 0 and var index ? (EventKind)index : EventKind.Other);

    /// <summary>Gets the name of a kind; null for one that has none here.</summary>
    public static string? Spell(EventKind kind) => kind == EventKind.Other ? null : All[(int)kind];
}
