using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;
using Wayleave.Providers;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Dialects.Embeddings;

/// <summary>Answers of providers: what passes, what is put in order, and what is no answer.</summary>
public sealed class EmbeddingAnswerTests
{
    private static readonly EmbeddingCodec OpenAI = OpenAIEmbeddingCodec.Instance;
    private static readonly EmbeddingCodec Gemini = GeminiEmbeddingCodec.Instance;

    [Theory]
    [InlineData("float", "[1,0.5]")]
    [InlineData("base64", "\"AACAPwAAAD8=\"")]
    public void Answer_AsItWasAskedFor_PassesByteForByte(string format, string vector)
    {
        var body = $$"""{ "object":"list","data":[{"index":0,"embedding":{{vector}},"extra":1}],"model":"m-1","usage":{"prompt_tokens":5,"total_tokens":5},"later":[1] }""";

        var answer = EmbeddingWire.Read(OpenAI, EmbeddingWire.Read($$"""{"model":"m","input":"a","encoding_format":"{{format}}"}"""), body);

        Assert.Equal(body, EmbeddingWire.Answer(answer));
        Assert.Equal(("m-1", 5L, 0L), (answer.Model, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("float", "\"AACAPwAAAD8=\"", "[1,0.5]")]
    [InlineData("float", "\"AACAPwAAAD8\\u003d\"", "[1,0.5]")]
    [InlineData("base64", "[1,0.5]", "\"AACAPwAAAD8=\"")]
    public void Answer_InTheOtherEncoding_IsEncodedAsAskedFor(string asked, string came, string given)
    {
        var call = EmbeddingWire.Read($$"""{"model":"m","input":"a","encoding_format":"{{asked}}"}""");

        var answer = EmbeddingWire.Read(OpenAI, call, $$$"""{"data":[{"index":0,"embedding":{{{came}}}}],"model":"m-1","usage":{"prompt_tokens":5}}""");

        JsonAssert.Same(
            $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{given}}}}],"model":"m-1","usage":{"prompt_tokens":5,"total_tokens":5}}""",
            EmbeddingWire.Answer(answer, call.Wire!.Encoding));
    }

    [Theory]
    [InlineData("""{"data":[{"index":1,"embedding":[2]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"embedding":[1]},{"embedding":[2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPw=="},{"embedding":[2.0],"index":1}],"usage":null,"error":null}""")]
    public void Vectors_StandInTheOrderOfTheInputs(string body)
    {
        var answer = EmbeddingWire.Read(OpenAI, EmbeddingWire.Texts("a", "b"), body);

        Assert.Equal([[1f], [2f]], answer.Vectors);
        Assert.Null(answer.Usage);
    }

    [Fact]
    public void Answer_OutOfOrder_IsPutInOrderForTheCallerToo()
    {
        var call = EmbeddingWire.Read("""{"model":"m","input":["a","b"]}""");

        var answer = EmbeddingWire.Read(OpenAI, call, """{"data":[{"index":1,"embedding":[2]},{"index":0,"embedding":[1]}]}""");

        using var json = JsonDocument.Parse(EmbeddingWire.Answer(answer));
        Assert.Equal(["0:[1]", "1:[2]"], json.RootElement.GetProperty("data").EnumerateArray().Select(static item => $"{item.GetProperty("index")}:{item.GetProperty("embedding")}"));
    }

    [Theory]
    [InlineData("OpenAI", """{"data":[{"index":0,"embedding":[1]}],"model":"#"}""")]
    [InlineData("OpenAI", """{"data":[{"index":0,"embedding":[1]}],"#":1}""")]
    [InlineData("Gemini", """{"embeddings":[{"values":[1]}],"#":1}""")]
    public void Answer_ThatIsNoUtf8_IsNoAnswer(string api, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        bytes[bytes.AsSpan().IndexOf((byte)'#')] = 0x8A;

        var error = Assert.Throws<ProviderException>(() => (api == "OpenAI" ? OpenAI : Gemini).ReadAnswer(bytes, EmbeddingWire.Read("""{"model":"m","input":"a"}""")));

        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":-1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1.5,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1e39]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[null]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":["1"]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[NaN]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AADAfw=="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AACAfw=="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AACA"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"#"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"\ud800"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":""}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":{}}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1],"embedding":[2]},{"index":1,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},7]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}],"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]} x""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1""")]
    public void OpenAI_HostileAnswer_IsInvalid(string body)
    {
        foreach (var call in new[] { EmbeddingWire.Texts("a", "b"), EmbeddingWire.Read("""{"model":"m","input":["a","b"]}""") })
        {
            var failure = Assert.Throws<ProviderException>(() => EmbeddingWire.Read(OpenAI, call, body));
            Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"embeddings":[{"values":[1]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[2]},{"values":[3]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1,2]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":"AACAPw=="}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},null]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1e99]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[2]}]""")]
    public void Gemini_HostileAnswer_IsInvalid(string body)
    {
        var failure = Assert.Throws<ProviderException>(() => EmbeddingWire.Read(Gemini, EmbeddingWire.Texts("a", "b"), body));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    [Theory]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[2]}]}""", null)]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[2]}],"usageMetadata":{"promptTokenCount":7}}""", 7L)]
    public void Gemini_Answer_IsReadAndCountsTokensWhereItSaysSo(string body, long? tokens)
    {
        var answer = EmbeddingWire.Read(Gemini, EmbeddingWire.Texts("a", "b"), body);

        Assert.Equal([[1f], [2f]], answer.Vectors);
        Assert.Equal(tokens, answer.Usage?.InputTokenCount);
    }

    [Theory]
    [InlineData("""{"error":{"message":"too long","code":"context_length_exceeded"}}""", FailureCategory.ContextWindow)]
    [InlineData("""{"data":[],"error":{"message":"bad key","code":"invalid_api_key"}}""", FailureCategory.Authentication)]
    [InlineData("""[{"error":{"message":"x","code":429}}]""", FailureCategory.RateLimited)]
    public void OpenAI_ErrorInsideASuccess_IsClassified(string body, FailureCategory category) =>
        Assert.Equal(category, Assert.Throws<ProviderException>(() => EmbeddingWire.Read(OpenAI, EmbeddingWire.Texts("a"), body)).Category);

    [Theory]
    [InlineData("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}""", FailureCategory.RateLimited)]
    [InlineData("""{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"no"}}""", FailureCategory.InvalidRequest)]
    public void Gemini_ErrorInsideASuccess_IsClassified(string body, FailureCategory category) =>
        Assert.Equal(category, Assert.Throws<ProviderException>(() => EmbeddingWire.Read(Gemini, EmbeddingWire.Texts("a"), body)).Category);

    [Fact]
    public void AnyVectors_InAnyOrderAndEncoding_ComeOutTheSame() => PropertyRun.ForSeeds(
        seed =>
        {
            var random = new Random(seed);
            var vectors = Vectors(random);
            var items = vectors.Select((vector, index) => $"{{\"index\":{index},\"embedding\":{Encode(vector, random.Next(2) == 0)}}}").ToArray();
            random.Shuffle(items);
            var body = $$$"""{"data":[{{{string.Join(',', items)}}}],"usage":{"total_tokens":3}}""";

            var inProcess = EmbeddingWire.Read(OpenAI, EmbeddingWire.Texts([.. vectors.Select(static _ => "x")]), body);
            Assert.Equal(vectors, inProcess.Vectors);

            var format = random.Next(2) == 0 ? "float" : "base64";
            var call = EmbeddingWire.Read($$"""{"model":"m","encoding_format":"{{format}}","input":[{{string.Join(',', vectors.Select(static _ => "\"x\""))}}]}""");
            var answer = EmbeddingWire.Answer(EmbeddingWire.Read(OpenAI, call, body), call.Wire!.Encoding);
            using var json = JsonDocument.Parse(answer);
            var data = json.RootElement.GetProperty("data").EnumerateArray().ToArray();
            Assert.Equal(Enumerable.Range(0, vectors.Length), data.Select(static item => item.GetProperty("index").GetInt32()));
            Assert.All(data, item => Assert.Equal(format == "float" ? JsonValueKind.Array : JsonValueKind.String, item.GetProperty("embedding").ValueKind));
            Assert.Equal(vectors, EmbeddingWire.Read(OpenAI, EmbeddingWire.Texts([.. vectors.Select(static _ => "x")]), answer).Vectors);
        });

    [Fact]
    public void AnyBytes_AsAnAnswer_AreAnAnswerOrInvalid() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var body = System.Text.Encoding.UTF8.GetBytes("""{"data":[{"index":0,"embedding":[1,2.5]},{"index":1,"embedding":"AACAPwAAAD8="}],"usage":{"prompt_tokens":5},"error":null}""");
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.Equal(2, OpenAI.ReadAnswer(body, EmbeddingWire.Texts("a", "b")).Vectors.Count);
            }
            catch (ProviderException)
            {
                // The only way to say that it is none.
            }
        }));

    private static float[][] Vectors(Random random)
    {
        var length = random.Next(1, 9);
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, length).Select(_ => Number(random)).ToArray())];
    }

    private static float Number(Random random)
    {
        while (true)
        {
            var value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(value))
            {
                return value;
            }
        }
    }

    private static string Encode(float[] vector, bool base64) => base64
        ? $"\"{EmbeddingWire.Base64(vector)}\""
        : $"[{string.Join(',', vector.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
}
