using System.Buffers;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Makes ids of tool calls that came from elsewhere fit: the API takes letters, digits, '_' and '-'.</summary>
internal static class ToolIds
{
    private static readonly SearchValues<char> Valid = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Gets the id itself where it fits; the same for the same id, so that a call and its result still meet.</summary>
    public static string Clean(string id)
    {
        if (id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Valid))
        {
            return id;
        }

        return id.Length == 0 ? "_" : string.Create(id.Length, id, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = Valid.Contains(source[i]) ? source[i] : '_';
            }
        });
    }
}
