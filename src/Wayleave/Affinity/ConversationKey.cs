using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Affinity;

/// <summary>Derives a conversation's key from what the request says, always within one tenant and one route.</summary>
internal static class ConversationKey
{
    /// <summary>The longest conversation id. A longer one means no affinity: cut off, it could be somebody else's.</summary>
    public const int MaxIdLength = 256;

    // Enough of the opening messages to tell conversations apart; a long system prompt is not hashed whole.
    private const int MaxOpeningCharacters = 4096;

    private const int StackLimit = 1024;

    /// <summary>Gets the key, or null when there is no conversation to recognise.</summary>
    /// <param name="tenant">The tenant's id, or null.</param>
    /// <param name="route">The plain id of the route.</param>
    /// <param name="options">The request's options.</param>
    /// <param name="messages">The messages, read only where that decodes and consumes nothing.</param>
    public static AffinityKey? Of(string? tenant, string route, RoutedChatOptions options, IEnumerable<ChatMessage> messages)
    {
        if ((options.ConversationId ?? options.AffinityId) is { Length: > 0 } id)
        {
            return id.Length <= MaxIdLength ? Digest('i', tenant, route, id, "") : null;
        }

        var opening = Opening(options.Wire, messages);
        return opening is null ? null : Digest('o', tenant, route, opening.Value.System, opening.Value.First);
    }

    private static (string System, string First)? Opening(WireRequest? wire, IEnumerable<ChatMessage> messages)
    {
        // Anything but a list may be readable only once, and the provider needs it.
        if (messages is not IReadOnlyList<ChatMessage> list)
        {
            return null;
        }

        var untouched = wire is not null && ReferenceEquals(wire.Messages, messages);
        var system = "";
        for (var index = 0; index < list.Count; index++)
        {
            var message = untouched ? wire!.PeekMessage(index) : list[index];
            if (message.Role == ChatRole.System || message.Role.Value == "developer")
            {
                system = system.Length == 0 ? message.Text : system;
                continue;
            }

            return message.Text is { Length: > 0 } text ? (system, text) : null;
        }

        return null;
    }

    private static AffinityKey Digest(char kind, string? tenant, string route, string first, string second)
    {
        tenant ??= "";
        var size = MaxSize(1) + MaxSize(tenant.Length) + MaxSize(route.Length) + MaxSize(first.Length) + MaxSize(second.Length);
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackLimit];
        var written = Append(bytes, 0, [kind]);
        written = Append(bytes, written, tenant);
        written = Append(bytes, written, route);
        written = Append(bytes, written, first);
        written = Append(bytes, written, second);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..written], digest);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return new(BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]));
    }

    // Each part carries its length, so that no two different requests can spell the same bytes.
    private static int Append(Span<byte> bytes, int written, ReadOnlySpan<char> text)
    {
        if (text.Length > MaxOpeningCharacters)
        {
            text = text[..MaxOpeningCharacters];
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes[written..], text.Length);
        written += sizeof(int);
        return written + Encoding.UTF8.GetBytes(text, bytes[written..]);
    }

    private static int MaxSize(int characters) => sizeof(int) + Encoding.UTF8.GetMaxByteCount(Math.Min(characters, MaxOpeningCharacters));
}
