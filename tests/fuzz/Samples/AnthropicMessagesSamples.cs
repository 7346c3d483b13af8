using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Fuzz.Samples;

/// <summary>Messages.</summary>
internal static class AnthropicMessagesSamples
{
    private const string Blocks = """
        {"type":"thinking","thinking":"Let me see.","signature":"c2ln"},{"type":"redacted_thinking","data":"cmVk"},{"type":"text","text":"Hello","citations":[{"type":"char_location","cited_text":"x","document_index":0,"document_title":"t","start_char_index":1,"end_char_index":2},{"type":"web_search_result_location","url":"https://x.test","title":"t","encrypted_index":"e","cited_text":"x"}]},{"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"srv_1","content":[{"type":"web_search_result","url":"https://x.test","title":"t","encrypted_content":"e"}]},{"type":"tool_use","id":"toolu_1","name":"f","input":{ "a": 1.0 }},{"type":"tool_use","id":"toolu_2","name":"g","input":{}}
        """;

    private static readonly byte[][] AllRequests = DialectSamples.Texts(
        """{"model":"cheap/claude","max_tokens":1024,"messages":[{"role":"user","content":"Hello \"you\"\n"}]}""",
        """{"model":"m","stream":true,"max_tokens":4096,"system":[{"type":"text","text":"Rules","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"More"}],"messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"},"title":"t","context":"c","citations":{"enabled":true}},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}},{"type":"document","source":{"type":"content","content":[{"type":"text","text":"x"}]}},{"type":"document","source":{"type":"file","file_id":"file_1"}},{"type":"search_result","source":"https://x.test","title":"t","content":[{"type":"text","text":"x"}]}]}],"metadata":{"user_id":"u"},"no_log":true}""",
        $$$$"""{"model":"m","max_tokens":1,"system":"Be brief.","messages":[{"role":"user","content":"w?"},{"role":"assistant","content":[{{{{Blocks}}}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"1"},{"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[{"type":"text","text":"2"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"type":"text","text":"go on"}]}],"tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]},"cache_control":{"type":"ephemeral"}},{"type":"custom","name":"g","input_schema":{"type":"object"},"strict":true},{"type":"web_search_20250305","name":"web_search","max_uses":5}],"tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true}}""",
        """{"model":"m","max_tokens":20000,"temperature":1.0,"top_p":0.9,"top_k":40,"stop_sequences":["a","b"],"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"prefill"}],"service_tier":"auto","tool_choice":{"type":"any"},"container":null,"mcp_servers":[]}""",
        """{"model":"m","max_tokens":100,"thinking":{"type":"adaptive"},"output_config":{"effort":"max","format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}}},"messages":[{"role":"user","content":[{"type":"text","text":""}]}],"policy_ir":null,"unknown":{"a":[1e400,-0]}}""");

    public static readonly DialectSamples Samples = new(
        AnthropicMessagesDialect.Instance,
        Requests: AllRequests,
        Counts: AllRequests,
        Answers: DialectSamples.Texts(
            $$$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{{{{Blocks}}}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"cache_creation":{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":0},"output_tokens":17,"server_tool_use":{"web_search_requests":1},"service_tier":"standard"}}""",
            """{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"a"},{"type":"text","text":"b","citations":null}],"stop_reason":"stop_sequence","stop_sequence":"a","container":{"id":"c"},"usage":{"input_tokens":1,"output_tokens":2}}""",
            """{"content":[],"stop_reason":"refusal"}"""),
        Streams:
        [
            DialectSamples.Texts(
                """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"ping"}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hello \ud83d"}}""",
                """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\ude00"}}""",
                """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"x","document_index":0,"start_char_index":1,"end_char_index":2}}}""",
                """{"type":"content_block_stop","index":1}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}""",
                """{"type":"message_stop"}"""),
            DialectSamples.Texts(
                """{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srv_1","name":"web_search","input":{}}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srv_1","content":[]}}""",
                """{"type":"content_block_stop","index":1}""",
                """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{ \"a\":"}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":" 1.0 }"}}""",
                """{"type":"content_block_stop","index":2}""",
                """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"g","input":{"x":1}}}""",
                """{"type":"content_block_stop","index":3}""",
                """{"type":"content_block_start","index":4,"content_block":{"type":"redacted_thinking","data":"cmVk"}}""",
                """{"type":"content_block_stop","index":4}""",
                """{"type":"new_event","x":[1e400]}""",
                """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":10,"output_tokens":17,"server_tool_use":{"web_search_requests":1}}}""",
                """{"type":"message_stop"}"""),
            DialectSamples.Texts(
                """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}""",
                """{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":1}}""",
                """{"type":"message_stop"}"""),
        ],
        Errors: DialectSamples.Texts(
            """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 10 tokens > 5 maximum"},"request_id":"r"}""",
            """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""",
            """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""",
            """{"error":"text"}""", "<html>", ""),
        CountAnswers: DialectSamples.Texts("""{"input_tokens":42}""", """{"input_tokens":42,"context_management":{"original_input_tokens":50}}""", """{"type":"error","error":{"type":"not_found_error","message":"m"}}"""));
}
