using System.Globalization;
using System.Text;

namespace Wayleave.Tests.Dialects.OpenAIChat;

/// <summary>Writes random JSON text, as odd as the grammar allows. Deterministic for a seed.</summary>
internal sealed class JsonScribe(int seed)
{
    private static readonly string[] Numbers =
        ["0", "-0", "1e400", "-1E-400", "9223372036854775807", "18446744073709551615", "0.1", "1.0", "123456789012345678901234567890", "3e0", "-12.50"];

    private static readonly string[] Snippets =
        ["plain", " ", "é", "漢字", "😀", "\\ud83d\\ude00", "\\n", "\\\"", "\\\\", "\\/", "\\u0000", "\\u00e9", "<b>&", "}", "]", ",", ":", "'"];

    private readonly Random _random = new(seed);
    private int _names;

    public bool Flip() => _random.Next(2) == 0;

    public int Next(int bound) => _random.Next(bound);

    public T Pick<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];

    public string Space() => _random.Next(4) switch
    {
        0 => Pick(" ", "\n", "\r\n\t", "  "),
        _ => "",
    };

    /// <summary>A string with its quotation marks.</summary>
    public string Text()
    {
        var text = new StringBuilder("\"");
        for (var i = _random.Next(4); i > 0; i--)
        {
            text.Append(Pick<string>(Snippets));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A name that no field of the dialect has, with its quotation marks.</summary>
    public string Name() => $"\"x{(Flip() ? "_" : "\\u005f")}{(_random.Next(5) == 0 ? 0 : ++_names).ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The text with some letters written as escapes; without quotation marks.</summary>
    public string Disguise(string text) => string.Concat(text.Select(c => _random.Next(8) == 0 ? $"\\u{(int)c:x4}" : c.ToString()));

    public string Value(int depth = 3) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => Text(),
        1 => Pick<string>(Numbers),
        2 => Pick("true", "false"),
        3 => "null",
        4 => Text(),
        5 => Array(Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))),
        _ => Object(Enumerable.Range(0, _random.Next(4)).Select(_ => (Name(), Value(depth - 1)))),
    };

    public string Array(IEnumerable<string> items) => $"[{string.Join(",", items.Select(item => Space() + item + Space()))}]";

    /// <summary>An object of the members, in their order, with white space everywhere.</summary>
    public string Object(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(",", members.Select(m => $"{Space()}{m.Name}{Space()}:{Space()}{m.Value}{Space()}"))}}}";

    /// <summary>The members with some unknown ones among them, in any order.</summary>
    public (string Name, string Value)[] Among(params IEnumerable<(string Name, string Value)> members)
    {
        var all = members.Select(m => ($"\"{m.Name}\"", m.Value)).Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => (Name(), Value()))).ToArray();
        _random.Shuffle(all);
        return all;
    }

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var order = items.ToArray();
        _random.Shuffle(order);
        return order;
    }

    /// <summary>A request of these members, and what a splice must make of it.</summary>
    /// <param name="members">The members; what becomes null is cut.</param>
    /// <param name="inserted">What the splice puts in front.</param>
    public (string Text, string Expected) Render((string Name, string Value, string? Becomes)[] members, string inserted = "")
    {
        var text = new StringBuilder("{");
        var expected = new StringBuilder("{").Append(inserted);
        string? cutSpace = null;
        string tail = "", end = "";
        var isFirst = true;
        foreach (var (name, value, becomes) in members)
        {
            var (before, colon, after) = (Space(), $"{Space()}:{Space()}", Space());
            text.Append(text.Length > 1 ? "," : "").Append(before).Append(name).Append(colon).Append(value).Append(after);
            if (becomes is null)
            {
                cutSpace ??= before;
                end = after;
                continue;
            }

            // A cut takes its members up to the next name, so the space in front of the cut stays.
            expected.Append(isFirst ? "" : tail + ",").Append(cutSpace ?? before).Append(name).Append(colon).Append(becomes);
            (isFirst, cutSpace, tail, end) = (false, null, after, after);
        }

        return (text.Append('}').ToString(), expected.Append(end).Append('}').ToString());
    }

    /// <summary>Messages of every kind, unknown members at every level.</summary>
    public string Messages() => Array(Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Message()));

    private string Message() => Object(_random.Next(5) switch
    {
        0 => Among(("role", "\"system\""), ("content", Text())),
        1 => Among(("role", "\"assistant\""), ("content", "null"), ("tool_calls", Array([Call(), Call()]))),
        2 => Among(("role", "\"tool\""), ("tool_call_id", "\"c\""), ("content", Text())),
        3 => Among(("role", "\"user\""), ("content", Array([Part(), Part(), Part()]))),
        _ => Among(("role", "\"user\""), ("content", Text()), ("name", "\"n\"")),
    });

    private string Call() => Object(Among(
        ("id", "\"c\""), ("type", "\"function\""), ("function", Object(Among(("name", "\"f\""), ("arguments", Pick("\"{ \\\"a\\\" : [1e400] }\"", "\"{\"", "\"\"")))))));

    private string Part() => Object(_random.Next(5) switch
    {
        0 => Among(("type", "\"image_url\""), ("image_url", Object(Among(("url", Pick("\"https://x.test/a.png?b=%20c\"", "\"data:image/png;base64,AAAA\"", "\"not a url\"")), ("detail", "\"low\""))))),
        1 => Among(("type", "\"input_audio\""), ("input_audio", Object(Among(("data", "\"AAAA\""), ("format", "\"wav\""))))),
        2 => Among(("type", "\"file\""), ("file", Object(Among(("file_id", "\"file-1\""))))),
        3 => Among(("type", "\"video_url\""), ("video_url", Value())),
        _ => Among(("type", "\"text\""), ("text", Text())),
    });
}
