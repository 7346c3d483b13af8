using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Fuzz.Samples;

/// <summary>Chat Completions.</summary>
internal static class OpenAIChatSamples
{
    public static readonly DialectSamples Samples = new(
        OpenAIChatDialect.Instance,
        Requests: DialectSamples.Texts(
            """{"model":"cheap/gpt-5.4","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello \"you\"\n"}]}""",
            """{"model":"m","stream":true,"stream_options":{"include_usage":true,"x":1},"messages":[{"role":"user","content":"x"}],"temperature":0.7,"top_p":0.9,"max_tokens":10,"n":1,"seed":7,"stop":["a","b"],"no_log":true}""",
            """{"model":"m","messages":[{"role":"developer","content":[{"type":"text","text":"Rules","cache_control":{"type":"ephemeral"}}]},{"role":"user","name":"ann","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"https://x.test/a.png","detail":"low"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},{"type":"file","file":{"file_id":"file-1"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}]}],"max_completion_tokens":100}""",
            """{"model":"m","messages":[{"role":"user","content":"w?"},{"role":"assistant","content":null,"refusal":null,"reasoning_content":"hm","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{ \"a\": 1.0 }"},"extra_content":{"google":{"thought_signature":"c2ln"}}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}},{"id":"c3","type":"custom","custom":{"name":"h","input":"x"}}]},{"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"2"}]},{"role":"assistant","content":[{"type":"refusal","refusal":"no"}],"refusal":"no"}],"tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}}},{"type":"function","function":{"name":"g"}},{"type":"web_search"}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false}""",
            """{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","description":"d","strict":true,"schema":{"type":"object","properties":{"a":{"type":["string","null"]}},"$defs":{"b":{"type":"integer"}},"additionalProperties":false}}},"reasoning_effort":"high","frequency_penalty":0.1,"presence_penalty":-0.1,"top_k":40,"prompt_cache_key":"k","user":"u","service_tier":"auto","logit_bias":{"50256":-100},"logprobs":true,"top_logprobs":3,"metadata":{"a":"b"},"store":false,"prediction":{"type":"content","content":"x"},"verbosity":"low","modalities":["text"],"audio":{"voice":"alloy","format":"wav"},"web_search_options":{},"policy_ir":null}""",
            """{"model":"m","messages":[{"role":"function","name":"f","content":"r"},{"role":"user","content":""},{"role":"assistant","content":"a","annotations":[{"type":"url_citation","url_citation":{"url":"https://x.test","title":"t","start_index":0,"end_index":1}}],"audio":{"id":"audio_1"}},{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}],"tool_choice":"required","response_format":{"type":"json_object"},"stop":"x","unknown":{"a":[1e400,-0]}}"""),
        Counts: [],
        Answers: DialectSamples.Texts(
            """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-5.4","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp"}""",
            """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"},"x":1},{"id":"c2","type":"function","function":{"name":"g","arguments":"{"}},{"id":"c3","type":"custom","custom":{"name":"h","input":"x"}}]},"finish_reason":"tool_calls"},{"index":1,"message":{"role":"assistant","content":[{"type":"text","text":"part"},{"type":"thinking","thinking":[{"type":"text","text":"t"}]}]},"finish_reason":"length"}],"usage":null}""",
            """{"choices":[{"message":{"content":"","refusal":"no","reasoning":"r","reasoning_details":[{"type":"reasoning.text","text":"r"}],"audio":{"id":"a","data":"AAAA","transcript":"t","expires_at":1},"function_call":{"name":"f","arguments":"{}"},"annotations":[{"type":"url_citation","url_citation":{"url":"https://x.test","title":"t","start_index":0,"end_index":1}}]},"finish_reason":"content_filter","content_filter_results":{"hate":{"filtered":false}}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"cost":0.001,"prompt_cache_hit_tokens":1}}"""),
        Streams:
        [
            DialectSamples.Texts(
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","choices":[{"index":0,"delta":{"content":"\ud83d"},"finish_reason":null}],"obfuscation":"x"}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","choices":[{"index":0,"delta":{"reasoning_content":"hm"},"finish_reason":null}]}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-5.4","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}""",
                "[DONE]"),
            DialectSamples.Texts(
                """{"id":"2","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]}}]}""",
                """{"id":"2","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]}}]}""",
                """{"id":"2","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}""",
                """{"id":"2","created":1,"model":"m","choices":[{"index":1,"delta":{"content":"second"}},{"index":0,"delta":{"content":"first","annotations":[{"type":"url_citation","url_citation":{"url":"https://x.test","title":"t","start_index":0,"end_index":1}}]}}]}""",
                """{"id":"2","created":1,"model":"m","choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":"{"},"audio":{"data":"AA"},"refusal":"no"},"logprobs":{"content":[]},"finish_reason":"tool_calls","x":1}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""",
                """{"id":"2","created":1,"model":"m","choices":[{"index":1,"delta":{},"finish_reason":"length"}],"x_groq":{"id":"r","usage":{"queue_time":0.1}}}""",
                "[DONE]"),
            DialectSamples.Texts(
                """{"choices":[{"message":{"content":[{"type":"text","text":"whole"}]},"finish_reason":"stop"}]}""",
                """{"error":{"message":"Rate limit","type":"rate_limit_error","code":429}}""",
                " [DONE] "),
        ],
        Errors: DialectSamples.Texts(
            """{"error":{"message":"This model's maximum context length is 10 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""",
            """{"error":{"message":"Filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{}}}}""",
            """{"error":"text"}""", """{"message":"m","detail":[{"loc":["body"],"msg":"x"}]}""", """[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]""",
            """{"error":{"message":"m","metadata":{"flagged_input":"x","reasons":[]}}}""", "<html>502</html>", "upstream connect error", ""),
        CountAnswers: []);
}
