using Wayleave.Dialects.Gemini;

namespace Wayleave.Fuzz.Samples;

/// <summary>Gemini, which only providers speak.</summary>
internal static class GeminiSamples
{
    private const string Usage = """{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":5,"cachedContentTokenCount":4,"toolUsePromptTokenCount":1,"totalTokenCount":18,"promptTokensDetails":[{"modality":"TEXT","tokenCount":10}]}""";

    public static readonly DialectSamples Samples = new(
        GeminiDialect.Instance,
        Requests: [],
        Counts: [],
        Answers: DialectSamples.Texts(
            $$$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Hello"},{"functionCall":{"id":"c1","name":"f","args":{"a":1.0}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"g"}}]},"finishReason":"STOP","index":0,"avgLogprobs":-0.1,"safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"NEGLIGIBLE","blocked":false}],"citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":1,"uri":"https://x.test","license":""}]},"groundingMetadata":{"webSearchQueries":["q"]}}],"usageMetadata":{{{{Usage}}}},"modelVersion":"gemini-2.5-flash","responseId":"r1","createTime":"2026-01-01T00:00:00Z"}""",
            """{"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[]},"usageMetadata":{"promptTokenCount":1},"modelVersion":"m","responseId":"r"}""",
            """{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"fileData":{"mimeType":"image/png","fileUri":"https://x.test/f"}},{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]},"finishReason":"MAX_TOKENS"},{"content":{"parts":[{"text":"second"}]},"finishReason":"SAFETY","index":1}]}""",
            """[{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}]"""),
        Streams:
        [
            DialectSamples.Texts(
                """{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true}]},"index":0}],"usageMetadata":{"promptTokenCount":10,"totalTokenCount":10},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""",
                """{"candidates":[{"content":{"role":"model","parts":[{"text":"Hel\ud83d"},{"text":"\ude00lo"}]},"index":0}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":1}}""",
                """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"c2ln"},{"functionCall":{"id":"x","name":"g","args":{}}}]},"index":0}]}""",
                $$$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"","thoughtSignature":"c2ln"}]},"finishReason":"STOP","index":0}],"usageMetadata":{{{{Usage}}}},"responseId":"r1"}"""),
            DialectSamples.Texts(
                """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},{"content":{"parts":[{"text":"b"}]},"index":1}]}""",
                """{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"m","index":1}],"promptFeedback":{"blockReason":"OTHER"}}""",
                """{"usageMetadata":{"promptTokenCount":1},"responseId":"r","modelVersion":"m"}"""),
            DialectSamples.Texts(
                """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}""",
                """{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}"""),
        ],
        Errors: DialectSamples.Texts(
            """{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.5s"},{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","metadata":{"a":"b"}}]}}""",
            """[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]""",
            """{"error":{"code":400,"message":"The input token count exceeds the maximum","status":"INVALID_ARGUMENT"}}""",
            """{"error":{"code":503,"message":"m","status":"UNAVAILABLE","details":[{"retryDelay":"1e400s"}]}}""", "<html>", ""),
        CountAnswers: DialectSamples.Texts(
            """{"totalTokens":31,"promptTokensDetails":[{"modality":"TEXT","tokenCount":31}],"cachedContentTokenCount":4}""",
            """{"error":{"code":404,"message":"m","status":"NOT_FOUND"}}"""));
}
