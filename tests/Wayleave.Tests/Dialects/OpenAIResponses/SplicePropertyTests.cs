using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class SplicePropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(1200);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

    [Fact]
    public void AnUntouchedRequest_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var (text, expected) = Document(new JsonScribe(seed));

        Assert.Equal(expected, ResponsesWire.Forward(ResponsesWire.Read(text)));
    }).Check(Cases);

    [Fact]
    public void ATouchedRequest_KeepsEveryFieldAtEveryLevel() => Prop.ForAll(Seeds, seed =>
    {
        var (text, expected) = Document(new JsonScribe(seed));
        var request = ResponsesWire.Read(text);

        var sent = ResponsesWire.Forward(request, messages: [.. request.Messages]);

        AssertKept(JsonElement.Parse(expected), JsonElement.Parse(sent), "");
    }).Check(Cases);

    [Fact]
    public void AnAnswer_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(new JsonScribe(seed));

        Assert.Equal(body, ResponsesWire.WriteResponse(ResponsesWire.ReadResponse(body, keepRaw: true)));
    }).Check(Cases);

    [Fact]
    public void AChangedAnswer_KeepsEveryOtherField() => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(new JsonScribe(seed));
        var response = ResponsesWire.ReadResponse(body, keepRaw: true);
        var text = response.Messages[0].Contents.OfType<TextContent>().First();
        text.Text = "changed";

        var written = JsonElement.Parse(ResponsesWire.WriteResponse(response));

        Assert.Equal("changed", ResponsesWire.ReadResponse(written.GetRawText()).Messages[0].Contents.OfType<TextContent>().First().Text);
        AssertKept(JsonElement.Parse(body), written, "", changed: true);
    }).Check(Cases);

    private static (string Text, string Expected) Document(JsonScribe scribe)
    {
        var input = scribe.Array(Enumerable.Range(0, 1 + scribe.Next(5)).Select(_ => Item(scribe)));
        List<(string Name, string Value, string? Becomes)> members =
        [
            ("model", $"\"{scribe.Disguise("cheap/gpt")}\"", "\"up\""),
            ("input", input, input),
            .. scribe.Flip() ? [("no_log", scribe.Pick("true", "false", "null"), null)] : ((string, string, string?)[])[],
            .. scribe.Flip() ? [("policy_ir", "null", null)] : ((string, string, string?)[])[],
        ];
        members.AddRange(Options.Where(_ => scribe.Next(3) == 0).Select(option => (option.Name, scribe.Pick<string>(option.Values))).Select(o => (o.Name, o.Item2, (string?)o.Item2)));
        members = [.. members.Select(m => ($"\"{scribe.Disguise(m.Name)}\"", m.Value, m.Becomes))];
        members.AddRange(Enumerable.Range(0, scribe.Next(5)).Select(_ => (scribe.Name(), scribe.Value())).Select(m => (m.Item1, m.Item2, (string?)m.Item2)));
        var order = members.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = scribe.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return Render(scribe, order);
    }

    private static readonly (string Name, string[] Values)[] Options =
    [
        ("instructions", ["\"be\\u0020brief\"", "null"]),
        ("stream", ["true", "false", "null"]),
        ("stream_options", ["{\"include_obfuscation\" : false}", "null"]),
        ("temperature", ["0.7", "1.000", "null"]),
        ("max_output_tokens", ["10"]),
        ("store", ["true", "false"]),
        ("previous_response_id", ["\"resp_1\""]),
        ("tool_choice", ["\"auto\"", "{\"type\":\"allowed_tools\",\"x\":1e400}"]),
        ("reasoning", ["{\"effort\":\"low\",\"y\":[ -0 ]}", "{\"effort\":\"minimal\"}", "{\"summary\":\"concise\"}"]),
        ("text", ["{\"format\":{\"type\":\"json_schema\",\"name\":\"s\",\"strict\":true,\"schema\":{\"x\":1.0}},\"verbosity\":\"low\",\"z\":1}"]),
        ("tools", ["[ {\"type\":\"function\",\"name\":\"f\",\"y\":[ -0 ],\"parameters\":{}} , {\"type\":\"web_search\",\"z\":1e400} ]"]),
    ];

    private static string Item(JsonScribe scribe) => scribe.Object(scribe.Next(7) switch
    {
        0 => scribe.Among(("type", "\"message\""), ("role", "\"user\""), ("content", scribe.Text())),
        1 => scribe.Among(("type", "\"message\""), ("role", "\"user\""), ("content", scribe.Array([Part(scribe), Part(scribe), Part(scribe)]))),
        2 => scribe.Among(("type", "\"message\""), ("id", "\"msg_1\""), ("status", "\"completed\""), ("role", "\"assistant\""), ("content", scribe.Array([Output(scribe), Output(scribe)]))),
        3 => scribe.Among(("type", "\"function_call\""), ("id", "\"fc_1\""), ("call_id", "\"c\""), ("name", "\"f\""), ("arguments", scribe.Pick("\"{ \\\"a\\\" : [1e400] }\"", "\"{\"", "\"\""))),
        4 => scribe.Among(("type", "\"function_call_output\""), ("call_id", "\"c\""), ("output", scribe.Flip() ? scribe.Text() : scribe.Array([Part(scribe), Part(scribe)]))),
        5 => scribe.Among(("type", "\"reasoning\""), ("id", "\"rs_1\""), ("summary", "[]"), ("encrypted_content", "\"gAAA\"")),
        _ => scribe.Among(("type", scribe.Pick("\"item_reference\"", "\"web_search_call\"", "\"mcp_call_output\"")), ("id", "\"ws_1\"")),
    });

    private static string Part(JsonScribe scribe) => scribe.Object(scribe.Next(5) switch
    {
        0 => scribe.Among(("type", "\"input_image\""), ("image_url", scribe.Pick("\"https://x.test/a.png?b=%20c\"", "\"data:image/png;base64,AAAA\"", "\"not a url\"")), ("detail", "\"low\"")),
        1 => scribe.Among(("type", "\"input_file\""), ("file_id", "\"file-1\"")),
        2 => scribe.Among(("type", "\"input_file\""), ("filename", "\"a.pdf\""), ("file_data", "\"data:application/pdf;base64,AAAA\"")),
        3 => scribe.Among(("type", "\"input_video\""), ("video", scribe.Value())),
        _ => scribe.Among(("type", "\"input_text\""), ("text", scribe.Text())),
    });

    private static string Output(JsonScribe scribe) => scribe.Object(scribe.Next(3) switch
    {
        0 => scribe.Among(("type", "\"refusal\""), ("refusal", scribe.Text())),
        _ => scribe.Among(("type", "\"output_text\""), ("text", scribe.Text()), ("logprobs", "[]"), ("annotations", scribe.Pick("[]", "[{\"type\":\"url_citation\",\"url\":\"https://x.test\",\"x\":1e400}]"))),
    });

    private static string Answer(JsonScribe scribe)
    {
        var text = scribe.Object(scribe.Among(("type", "\"output_text\""), ("text", "\"original\""), ("logprobs", "[]"), ("annotations", "[]")));
        var message = scribe.Object(scribe.Among(("type", "\"message\""), ("id", "\"msg_1\""), ("status", "\"completed\""), ("role", "\"assistant\""), ("content", scribe.Array([text, Output(scribe)]))));
        string[] others =
        [
            scribe.Object(scribe.Among(("type", "\"reasoning\""), ("id", "\"rs_1\""), ("summary", "[]"))),
            scribe.Object(scribe.Among(("type", "\"web_search_call\""), ("id", "\"ws_1\""))),
            scribe.Object(scribe.Among(("type", "\"function_call\""), ("id", "\"fc_1\""), ("status", "\"completed\""), ("call_id", "\"c\""), ("name", "\"f\""), ("arguments", "\"{ }\""))),
        ];
        var output = scribe.Array([.. others.Where(_ => scribe.Flip()), message, .. others.Where(_ => scribe.Flip())]);
        return scribe.Space() + scribe.Object(scribe.Among(
            ("id", "\"i\""), ("object", "\"response\""), ("created_at", "1"), ("model", "\"m\""), ("status", "\"completed\""), ("error", "null"), ("output", output))) + scribe.Space();
    }

    private static (string Text, string Expected) Render(JsonScribe scribe, (string Name, string Value, string? Becomes)[] members)
    {
        var text = new StringBuilder("{");
        var expected = new StringBuilder("{");
        string? cutSpace = null;
        string tail = "", end = "";
        var isFirst = true;
        foreach (var (name, value, becomes) in members)
        {
            var (before, colon, after) = (scribe.Space(), $"{scribe.Space()}:{scribe.Space()}", scribe.Space());
            text.Append(text.Length > 1 ? "," : "").Append(before).Append(name).Append(colon).Append(value).Append(after);
            if (becomes is null)
            {
                cutSpace ??= before;
                end = after;
                continue;
            }

            expected.Append(isFirst ? "" : tail + ",").Append(cutSpace ?? before).Append(name).Append(colon).Append(becomes);
            (isFirst, cutSpace, tail, end) = (false, null, after, after);
        }

        return (text.Append('}').ToString(), expected.Append(end).Append('}').ToString());
    }

    // White space, escapes and the order of members may differ; twins may become one.
    private static void AssertKept(JsonElement expected, JsonElement actual, string path, bool changed = false)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} became {actual}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var names = expected.EnumerateObject().Select(p => p.Name).ToHashSet();
                var others = actual.EnumerateObject().Select(p => p.Name).ToHashSet();
                Assert.True(names.SetEquals(others), $"{path}: {string.Join(',', names)} became {string.Join(',', others)}");
                foreach (var name in names)
                {
                    AssertKept(expected.GetProperty(name), actual.GetProperty(name), $"{path}/{name}", changed);
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach (var (index, item) in expected.EnumerateArray().Index())
                {
                    AssertKept(item, actual[index], $"{path}/{index}", changed);
                }

                break;
            case JsonValueKind.String when changed && expected.GetString() == "original":
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual.GetString());
                break;
            default:
                Assert.Equal(expected.GetRawText(), actual.GetRawText());
                break;
        }
    }
}
