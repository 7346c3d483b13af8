using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class SplicePropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(1500);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

    [Fact]
    public void AnUntouchedRequest_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var document = new RequestDocument(seed);

        Assert.Equal(document.Expected, Wire.Forward(Wire.Read(document.Text), RequestDocument.Upstream));
    }).Check(Cases);

    [Fact]
    public void ATouchedRequest_KeepsEveryFieldAtEveryLevel() => Prop.ForAll(Seeds, seed =>
    {
        var document = new RequestDocument(seed);
        var request = Wire.Read(document.Text);

        var sent = Wire.Forward(request, RequestDocument.Upstream, [.. request.Messages]);

        JsonAssert.SameMembers(JsonElement.Parse(document.Expected), JsonElement.Parse(sent));
    }).Check(Cases);

    [Fact]
    public void AnAnswer_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(seed);

        Assert.Equal(body, Wire.WriteResponse(Wire.ReadResponse(body, keepRaw: true)));
    }).Check(Cases);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AChangedAnswer_KeepsEveryOtherField(bool keepRaw) => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(seed);
        var response = Wire.ReadResponse(body, keepRaw);
        ((Microsoft.Extensions.AI.TextContent)response.Messages[0].Contents[0]).Text = "changed";

        var written = JsonElement.Parse(Wire.WriteResponse(response));

        var choice = written.GetProperty("choices")[0];
        Assert.Equal("changed", choice.GetProperty("message").GetProperty("content").GetString());
        var original = JsonElement.Parse(body);
        AssertUnknownSurvive(original, written);
        AssertUnknownSurvive(original.GetProperty("choices")[0], choice);
        AssertUnknownSurvive(original.GetProperty("choices")[0].GetProperty("message"), choice.GetProperty("message"));
    }).Check(Cases);

    private static string Answer(int seed)
    {
        var scribe = new JsonScribe(seed);
        var message = scribe.Object(scribe.Among(("role", "\"assistant\""), ("content", scribe.Text())));
        var choice = scribe.Object(scribe.Among(("index", "0"), ("message", message), ("finish_reason", "\"stop\"")));
        return scribe.Space() + scribe.Object(scribe.Among(
            ("id", "\"i\""), ("object", "\"chat.completion\""), ("created", "1"), ("model", "\"m\""), ("choices", scribe.Array([choice])))) + scribe.Space();
    }

    private static void AssertUnknownSurvive(JsonElement original, JsonElement written)
    {
        foreach (var property in original.EnumerateObject().Where(p => p.Name.StartsWith('x')))
        {
            // Of twins the last counts, as every parser has it.
            Assert.Equal(original.GetProperty(property.Name).GetRawText(), written.GetProperty(property.Name).GetRawText());
        }
    }

    /// <summary>A random request and what must become of it, made from the same pieces without looking at the codec.</summary>
    private sealed class RequestDocument
    {
        public const string Upstream = "upstream/model-1";

        public RequestDocument(int seed)
        {
            var scribe = new JsonScribe(seed);
            var streaming = scribe.Flip();
            var members = new List<(string Name, string Value, string? Becomes)>
            {
                ("model", $"\"{scribe.Disguise("cheap/gpt")}\"", $"\"{Upstream}\""),
                Same("messages", scribe.Messages()),
                Same("stream", streaming ? "true" : "false"),
            };
            members.AddRange(OwnFields(scribe));
            members.AddRange(Options(scribe));
            var statesOptions = streaming && scribe.Flip();
            if (statesOptions)
            {
                var (value, becomes) = StreamOptions(scribe);
                members.Add(("stream_options", value, becomes));
            }

            members = [.. members.Select(m => ($"\"{scribe.Disguise(m.Name)}\"", m.Value, m.Becomes))];
            members.AddRange(Enumerable.Range(0, scribe.Next(5)).Select(_ => Same(scribe.Name(), scribe.Value())));
            (Text, Expected) = scribe.Render(
                scribe.Shuffle(members), streaming && !statesOptions ? "\"stream_options\":{\"include_usage\":true}," : "");
        }

        public string Text { get; }

        public string Expected { get; }

        private static (string, string, string?) Same(string name, string value) => (name, value, value);

        private static IEnumerable<(string, string, string?)> OwnFields(JsonScribe scribe)
        {
            if (scribe.Flip())
            {
                yield return ("no_log", scribe.Pick("true", "false", "null"), null);
            }

            if (scribe.Flip())
            {
                yield return ("policy_ir", "null", null);
            }
        }

        private static IEnumerable<(string, string, string?)> Options(JsonScribe scribe)
        {
            (string Name, string[] Values)[] known =
            [
                ("temperature", ["0.7", "1.000", "null"]),
                ("seed", ["9223372036854775807", "-0"]),
                ("stop", ["\"a\"", "[\"a\",\"\\u0062\"]"]),
                ("max_tokens", ["10"]),
                ("n", ["2"]),
                ("tool_choice", ["\"auto\"", "{\"type\":\"allowed_tools\",\"x\":1e400}"]),
                ("reasoning_effort", ["\"low\"", "\"minimal\""]),
                ("response_format", ["{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"strict\":true,\"schema\":{\"x\":1.0}}}"]),
                ("tools", ["[ {\"type\":\"function\",\"function\":{\"name\":\"f\",\"y\":[ -0 ]},\"z\":1} , {\"type\":\"web\"} ]"]),
            ];
            return known.Where(_ => scribe.Next(3) == 0).Select(o => Same(o.Name, scribe.Pick<string>(o.Values)));
        }

        private static (string Value, string Becomes) StreamOptions(JsonScribe scribe)
        {
            switch (scribe.Next(4))
            {
                case 0:
                    return ("null", "{\"include_usage\":true}");
                case 1:
                    var empty = "{" + scribe.Space() + "}";
                    return (empty, "{\"include_usage\":true" + empty[1..]);
                case 2:
                    var others = scribe.Object([(scribe.Name(), scribe.Value())]);
                    return (others, "{\"include_usage\":true," + others[1..]);
                default:
                    const string Slot = "<slot>";
                    var shape = scribe.Object([(scribe.Name(), scribe.Value()), ("\"include_usage\"", Slot), (scribe.Name(), scribe.Value())]);
                    return (shape.Replace(Slot, scribe.Pick("true", "false", "null"), StringComparison.Ordinal), shape.Replace(Slot, "true", StringComparison.Ordinal));
            }
        }
    }
}
