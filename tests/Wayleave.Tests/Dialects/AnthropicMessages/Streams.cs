namespace Wayleave.Tests.Dialects.AnthropicMessages;

/// <summary>A stream with everything: thinking, text, a citation, two tools, a search at the provider.</summary>
internal static class Streams
{
    public static readonly string[] Full =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me "}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"see."}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"cmVk"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Hello "}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"\ud83d"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"\ude00"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"x","document_index":0,"start_char_index":1,"end_char_index":2}}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"srv_1","name":"web_search","input":{}}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"query\":"}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"\"q\"}"}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"content_block_start","index":4,"content_block":{"type":"web_search_tool_result","tool_use_id":"srv_1","content":[]}}""",
        """{"type":"content_block_stop","index":4}""",
        """{"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":"{ \"a\":"}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":" 1.0 }"}}""",
        """{"type":"content_block_stop","index":5}""",
        """{"type":"content_block_start","index":6,"content_block":{"type":"tool_use","id":"toolu_2","name":"g","input":{}}}""",
        """{"type":"content_block_stop","index":6}""",
        """{"type":"new_event","x":[1e400]}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"output_tokens":17,"server_tool_use":{"web_search_requests":1}}}""",
        """{"type":"message_stop"}""",
    ];

    /// <summary>The answer that <see cref="Full"/> streams, whole.</summary>
    public const string FullAnswer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[
         {"type":"thinking","thinking":"Let me see.","signature":"c2ln"},
         {"type":"redacted_thinking","data":"cmVk"},
         {"type":"text","text":"Hello \ud83d\ude00","citations":[{"type":"char_location","cited_text":"x","document_index":0,"start_char_index":1,"end_char_index":2}]},
         {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"q"}},
         {"type":"web_search_tool_result","tool_use_id":"srv_1","content":[]},
         {"type":"tool_use","id":"toolu_1","name":"f","input":{ "a": 1.0 }},
         {"type":"tool_use","id":"toolu_2","name":"g","input":{}}],
         "stop_reason":"tool_use","stop_sequence":null,
         "usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"output_tokens":17,"server_tool_use":{"web_search_requests":1}}}
        """;
}
