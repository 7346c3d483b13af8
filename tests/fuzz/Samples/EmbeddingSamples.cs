using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Fuzz.Samples;

/// <summary>Valid texts of a dialect's embeddings, which cases are made from.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Requests">Bodies of callers' requests; empty where no endpoint speaks the dialect.</param>
/// <param name="Answers">Providers' answers, to any number of inputs.</param>
internal sealed record EmbeddingSamples(ProviderDialect Dialect, byte[][] Requests, byte[][] Answers)
{
    /// <summary>The dialects that have embeddings of their own; Responses shares those of Chat Completions.</summary>
    public static readonly IReadOnlyList<EmbeddingSamples> All =
    [
        new(
            OpenAIChatDialect.Instance,
            DialectSamples.Texts(
                """{"model":"m","input":"one text"}""",
                """{"model":"m","input":["one \"text\"","\ud83d\ude00 another"],"dimensions":256,"encoding_format":"base64","user":"u"}""",
                """{"input":[1,2,3],"model":"m","encoding_format":"float","policy_ir":["cmp","price_in","le",10],"no_log":true}""",
                """{"model":"m","input":[[1,2],[3]],"encoding_format":"base64"}""",
                """{"model":"m","input":["text"],"taskType":"RETRIEVAL_QUERY","title":"t","dimensions":8}""",
                """{"model":"m","input":["text"],"input_type":"query","later":{"x":[1]}}"""),
            DialectSamples.Texts(
                """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1.25e-3,1]}],"model":"m-1","usage":{"prompt_tokens":5,"total_tokens":5}}""",
                """{"object":"list","data":[{"object":"embedding","index":1,"embedding":[1,0]},{"object":"embedding","index":0,"embedding":[0.5,2]}],"model":"m-1","usage":{"prompt_tokens":5}}""",
                """{"data":[{"index":0,"embedding":"AACAPwAAAD8="},{"embedding":[2.0,1],"index":1}],"model":"m-1","usage":null,"error":null}""",
                """{"data":[{"embedding":"AACAPwAAAD8\u003d"}],"x":[{}]}""",
                """{"error":{"message":"m","type":"invalid_request_error","code":"c"}}""",
                """[{"error":{"code":503,"message":"m"}}]""")),
        new(
            GeminiDialect.Instance,
            [],
            DialectSamples.Texts(
                """{"embeddings":[{"values":[0.5,-1.25e-3,1]}]}""",
                """{"embeddings":[{"values":[1,0],"shape":[2]},{"values":[0.5,2]}],"usageMetadata":{"promptTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":5}]}}""",
                """{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}""",
                """[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]""")),
    ];
}
