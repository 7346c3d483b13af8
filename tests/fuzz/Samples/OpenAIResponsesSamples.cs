using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Fuzz.Samples;

/// <summary>Responses.</summary>
internal static class OpenAIResponsesSamples
{
    private const string Usage = """{"input_tokens":11,"input_tokens_details":{"cached_tokens":4},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":20}""";

    private const string Items = """
        {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"content":[{"type":"reasoning_text","text":"t"}],"encrypted_content":"gAAA"},{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[{"type":"url_citation","url":"https://x.test","title":"t","start_index":0,"end_index":1},{"type":"file_citation","file_id":"f","filename":"n","index":0}],"logprobs":[]},{"type":"refusal","refusal":"no"}]},{"id":"fc_1","type":"function_call","status":"completed","call_id":"c1","name":"f","arguments":"{ \"a\": 1 }"},{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}}
        """;

    public static readonly DialectSamples Samples = new(
        OpenAIResponsesDialect.Instance,
        Requests: DialectSamples.Texts(
            """{"model":"cheap/gpt-5.4","input":"Hello \"you\"\n","instructions":"Be brief."}""",
            """{"model":"m","stream":true,"stream_options":{"include_obfuscation":false},"input":[{"role":"user","content":"x"}],"temperature":0.7,"top_p":0.9,"max_output_tokens":10,"no_log":true,"truncation":"auto","user":"u","safety_identifier":"s","prompt_cache_key":"k","service_tier":"auto","metadata":{"a":"b"},"top_logprobs":2}""",
            """{"model":"m","input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"Rules"}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"See"},{"type":"input_image","image_url":"https://x.test/a.png","detail":"low"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"},{"type":"input_image","file_id":"file-1"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"},{"type":"input_file","file_url":"https://x.test/a.pdf"},{"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}}]}],"store":false,"include":["reasoning.encrypted_content"]}""",
            $$$$"""{"model":"m","input":[{"role":"user","content":"w?"},{{{{Items}}}},{"type":"function_call_output","call_id":"c1","output":"1"},{"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"2"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},{"type":"custom_tool_call","call_id":"c2","name":"h","input":"x"},{"type":"custom_tool_call_output","call_id":"c2","output":"y"},{"type":"item_reference","id":"msg_0"}],"tools":[{"type":"function","name":"f","description":"d","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}},{"type":"function","name":"g","parameters":null},{"type":"web_search"}],"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,"max_tool_calls":3}""",
            """{"model":"m","input":"x","text":{"format":{"type":"json_schema","name":"s","description":"d","strict":true,"schema":{"type":"object","properties":{"a":{"type":["string","null"]}},"additionalProperties":false}},"verbosity":"low"},"reasoning":{"effort":"high","summary":"auto"},"tool_choice":"auto","previous_response_id":null,"policy_ir":null,"background":false,"conversation":null,"prompt":null}""",
            """{"model":"m","input":[{"role":"system","content":""},{"role":"assistant","content":"a"}],"previous_response_id":"resp_1","store":true,"text":{"format":{"type":"json_object"}},"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]},"unknown":{"a":[1e400,-0]}}"""),
        Counts: [],
        Answers: DialectSamples.Texts(
            $$$$"""{"id":"resp_1","object":"response","created_at":7,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-5.4","output":[{{{{Items}}}}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":true,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{{{{Usage}}}},"user":null,"metadata":{}}""",
            """{"id":"r","object":"response","created_at":1.5,"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":[{"type":"message","role":"assistant","content":[]}],"usage":null,"x_new":1}""",
            """{"id":"r","object":"response","status":"failed","error":{"code":"server_error","message":"m"},"model":"m","output":[]}""",
            """{"id":"r","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[{"type":"function_call","call_id":"c","name":"f","arguments":"{"},{"type":"image_generation_call","id":"ig_1","result":"AAAA"},{"type":"custom_tool_call","call_id":"c","name":"h","input":"x"}]}"""),
        Streams:
        [
            DialectSamples.Texts(
                """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":7,"status":"in_progress","error":null,"incomplete_details":null,"model":"gpt-5.4","output":[],"usage":null,"x_new":1}}""",
                """{"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_1","object":"response","created_at":7,"status":"in_progress","model":"gpt-5.4","output":[]}}""",
                """{"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}""",
                """{"type":"response.reasoning_summary_part.added","sequence_number":3,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}""",
                """{"type":"response.reasoning_summary_text.delta","sequence_number":4,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"hm","obfuscation":"x"}""",
                """{"type":"response.reasoning_summary_text.done","sequence_number":5,"item_id":"rs_1","output_index":0,"summary_index":0,"text":"hm"}""",
                """{"type":"response.reasoning_summary_part.done","sequence_number":6,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"hm"}}""",
                """{"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"}}""",
                """{"type":"response.output_item.added","sequence_number":8,"output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}""",
                """{"type":"response.content_part.added","sequence_number":9,"item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}""",
                """{"type":"response.output_text.delta","sequence_number":10,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"Hel\ud83d","logprobs":[]}""",
                """{"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"\ude00lo"}""",
                """{"type":"response.output_text.annotation.added","sequence_number":12,"item_id":"msg_1","output_index":1,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"https://x.test","title":"t","start_index":0,"end_index":1}}""",
                """{"type":"response.output_text.done","sequence_number":13,"item_id":"msg_1","output_index":1,"content_index":0,"text":"Hel\ud83d\ude00lo"}""",
                """{"type":"response.content_part.done","sequence_number":14,"item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","annotations":[],"text":"Hel\ud83d\ude00lo"}}""",
                """{"type":"response.output_item.done","sequence_number":15,"output_index":1,"item":{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"text":"Hel\ud83d\ude00lo"}],"role":"assistant"}}""",
                $$$$"""{"type":"response.completed","sequence_number":16,"response":{"id":"resp_1","object":"response","created_at":7,"status":"completed","error":null,"model":"gpt-5.4","output":[{{{{Items}}}}],"usage":{{{{Usage}}}}}}"""),
            DialectSamples.Texts(
                """{"type":"response.created","response":{"id":"resp_2","created_at":7,"model":"m"}}""",
                """{"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","status":"in_progress","arguments":"","call_id":"c1","name":"f"}}""",
                """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":0,"delta":"{\"a\""}""",
                """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":0,"delta":":1}"}""",
                """{"type":"response.function_call_arguments.done","item_id":"fc_1","output_index":0,"arguments":"{\"a\":1}"}""",
                """{"type":"response.output_item.done","output_index":0,"item":{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"a\":1}","call_id":"c1","name":"f"}}""",
                """{"type":"response.output_item.added","output_index":1,"item":{"id":"ws_1","type":"web_search_call","status":"in_progress"}}""",
                """{"type":"response.web_search_call.searching","item_id":"ws_1","output_index":1}""",
                """{"type":"response.output_item.done","output_index":1,"item":{"id":"ws_1","type":"web_search_call","status":"completed"}}""",
                """{"type":"response.output_item.added","output_index":2,"item":{"id":"msg_1","type":"message","content":[],"role":"assistant"}}""",
                """{"type":"response.content_part.added","item_id":"msg_1","output_index":2,"content_index":0,"part":{"type":"refusal","refusal":""}}""",
                """{"type":"response.refusal.delta","item_id":"msg_1","output_index":2,"content_index":0,"delta":"no"}""",
                """{"type":"response.refusal.done","item_id":"msg_1","output_index":2,"content_index":0,"refusal":"no"}""",
                """{"type":"response.reasoning_text.delta","item_id":"rs_1","output_index":3,"content_index":0,"delta":"t"}""",
                """{"type":"response.incomplete","response":{"id":"resp_2","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":[]}}"""),
            DialectSamples.Texts(
                """{"type":"response.output_text.delta","item_id":"msg_9","output_index":0,"content_index":0,"delta":"no start"}""",
                """{"type":"error","code":"rate_limit_exceeded","message":"m","param":null}""",
                """{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"m"}}}""",
                """{"type":"keepalive"}""", "[DONE]"),
        ],
        Errors: OpenAIChatSamples.Samples.Errors,
        CountAnswers: []);
}
