namespace Wayleave.Tests.Dialects.Cross;

/// <summary>What callers may ask for beyond plain text: by endpoint, a name as the page has it, and what the body says.</summary>
internal static class RequestRows
{
    private const string ChatFunction = """ "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}] """;
    private const string ResponsesFunction = """ "tools":[{"type":"function","name":"f","parameters":{"type":"object"}}] """;
    private const string MessagesTool = """ "tools":[{"name":"f","input_schema":{"type":"object"}}] """;

    public static readonly (string Name, string Json)[] Chat =
    [
        ("system and developer messages", History("""{"role":"system","content":"s"},{"role":"developer","content":"d"},{"role":"user","content":"q"}""")),
        ("`name` of a message", History("""{"role":"user","name":"bob","content":"q"}""")),
        ("image by bytes or address", User("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}""")),
        ("`file` by bytes: PDF, text", User("""{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}},{"type":"file","file":{"filename":"a.txt","file_data":"data:text/plain;base64,aGVsbG8="}}""")),
        ("`file` by id", User("""{"type":"file","file":{"file_id":"file-1"}}""")),
        ("`input_audio`", User("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}""")),
        ("parts that no reference names, such as `video_url`", User("""{"type":"video_url","video_url":{"url":"https://x.test/a.mp4"}}""")),
        ("`audio` of an earlier answer", History("""{"role":"user","content":"q"},{"role":"assistant","audio":{"id":"a1"}},{"role":"user","content":"r"}""")),
        ("`refusal` of an earlier answer", History("""{"role":"user","content":"q"},{"role":"assistant","content":null,"refusal":"no"},{"role":"user","content":"r"}""")),
        ("`reasoning_content` of an earlier answer", History("""{"role":"user","content":"q"},{"role":"assistant","content":"a","reasoning_content":"hm"},{"role":"user","content":"r"}""")),
        ("tool calls and results", Result("{}", "\"r\"")),
        ("tool call whose arguments are no JSON", Result("not json", "\"r\"")),
        ("`function_call` and `role: function`", History("""{"role":"user","content":"q"},{"role":"assistant","function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"r"}""")),
        ("functions; `tool_choice` `auto`, `none`, `required` or one function", ChatFunction + """,  "tool_choice":{"type":"function","function":{"name":"f"}} """),
        ("`strict` of a function", """ "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}}] """),
        ("`tool_choice` of other kinds, such as `allowed_tools`", ChatFunction + """, "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}} """),
        ("`parallel_tool_calls: false`", ChatFunction + """, "parallel_tool_calls":false """),
        ("custom tools", """ "tools":[{"type":"custom","custom":{"name":"c"}}] """),
        ("`response_format` `json_schema`", """ "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}} """),
        ("`response_format` `json_object`", """ "response_format":{"type":"json_object"} """),
        ("`temperature`, `top_p`", """ "temperature":0.5,"top_p":0.5 """),
        ("`top_k`", """ "top_k":3 """),
        ("`seed`", """ "seed":1 """),
        ("`stop`", """ "stop":["a"] """),
        ("`frequency_penalty`, `presence_penalty` other than 0", """ "frequency_penalty":0.5 """),
        ("`reasoning_effort`", """ "reasoning_effort":"low" """),
        ("`reasoning_effort: minimal`", """ "reasoning_effort":"minimal" """),
        ("`verbosity`", """ "verbosity":"low" """),
        ("`n` over 1", """ "n":2 """),
        ("`logprobs`, `logit_bias`", """ "logprobs":true,"logit_bias":{"1":2} """),
        ("`modalities` beyond text, `audio`", """ "modalities":["text","audio"],"audio":{"voice":"alloy","format":"mp3"} """),
        ("`web_search_options`", """ "web_search_options":{} """),
        ("`functions`", """ "functions":[{"name":"f"}] """),
        ("`min_p`, `repetition_penalty`, `guided_json` and the like", """ "min_p":0.1 """),
        ("`user`", """ "user":"u" """),
        ("`metadata`, `service_tier`, `safety_identifier`, `prompt_cache_key`", """ "metadata":{"a":"b"},"service_tier":"auto","safety_identifier":"s","prompt_cache_key":"k" """),
        ("`store: true`", """ "store":true """),
        ("`prediction`", """ "prediction":{"type":"content","content":"x"} """),
        ("fields that no reference names", """ "foo":1 """),
        ("values that ask for nothing: `n: 1`, `logprobs: false`, `store: false`, null", """ "n":1,"logprobs":false,"logit_bias":{},"modalities":["text"],"store":false,"seed":null """),
    ];

    public static readonly (string Name, string Json)[] Responses =
    [
        ("`instructions`, system and developer messages", """ "instructions":"i","input":[{"role":"system","content":"s"},{"role":"developer","content":"d"},{"role":"user","content":"q"}] """),
        ("`input_image` by bytes or address", Input("""{"type":"input_image","image_url":"data:image/png;base64,AAAA"},{"type":"input_image","image_url":"https://x.test/a.png"}""")),
        ("`input_image` by id", Input("""{"type":"input_image","file_id":"file-1"}""")),
        ("`input_file` by bytes: PDF, text", Input("""{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}""")),
        ("`input_file` by an address that ends in `.pdf`", Input("""{"type":"input_file","file_url":"https://x.test/a.pdf"}""")),
        ("`input_file` by another address", Input("""{"type":"input_file","file_url":"https://x.test/a"}""")),
        ("`input_file` by id", Input("""{"type":"input_file","file_id":"file-1"}""")),
        ("`input_audio`", Input("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}}""")),
        ("`refusal` of an earlier answer", """ "input":[{"role":"user","content":"q"},{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"no"}]},{"role":"user","content":"r"}] """),
        ("reasoning item of another provider", """ "input":[{"role":"user","content":"q"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"abc"},{"role":"user","content":"r"}] """),
        ("function calls and results", Output("\"r\"")),
        ("result with an image by its bytes", Output("""[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]""")),
        ("result with an image by its address", Output("""[{"type":"input_image","image_url":"https://x.test/a.png"}]""")),
        ("result with a file by its bytes", Output("""[{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}]""")),
        ("items of tools that the provider runs, custom calls, compaction", """ "input":[{"role":"user","content":"q"},{"type":"web_search_call","id":"ws_1","status":"completed"},{"role":"user","content":"r"}] """),
        ("`item_reference`", """ "input":[{"role":"user","content":"q"},{"type":"item_reference","id":"msg_1"}] """),
        ("functions; `tool_choice` `auto`, `none`, `required` or one function", ResponsesFunction + """, "tool_choice":{"type":"function","name":"f"} """),
        ("`strict` of a function", """ "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}] """),
        ("`tool_choice` of other kinds, such as `allowed_tools`", ResponsesFunction + """, "tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]} """),
        ("`parallel_tool_calls: false`", ResponsesFunction + """, "parallel_tool_calls":false """),
        ("tools that the provider runs, custom tools", """ "tools":[{"type":"web_search"}] """),
        ("`text.format` `json_schema`", """ "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}} """),
        ("`text.format` `json_object`", """ "text":{"format":{"type":"json_object"}} """),
        ("`text.verbosity`", """ "text":{"verbosity":"low"} """),
        ("`reasoning.effort`", """ "reasoning":{"effort":"low"} """),
        ("`reasoning.effort: minimal`", """ "reasoning":{"effort":"minimal"} """),
        ("`temperature`, `top_p`", """ "temperature":0.5,"top_p":0.5 """),
        ("`top_logprobs`, `include` of `message.output_text.logprobs`", """ "top_logprobs":3,"include":["message.output_text.logprobs"] """),
        ("`include` of `reasoning.encrypted_content`", """ "include":["reasoning.encrypted_content"] """),
        ("`include` of results of tools", """ "include":["file_search_call.results"] """),
        ("`previous_response_id`, `conversation`, `prompt`", """ "previous_response_id":"resp_1" """),
        ("`store: true`", """ "store":true """),
        ("`background: true`", """ "background":true """),
        ("`truncation: auto`", """ "truncation":"auto" """),
        ("`max_tool_calls`", """ "max_tool_calls":3 """),
        ("`user`", """ "user":"u" """),
        ("`metadata`, `service_tier`, `safety_identifier`, `prompt_cache_key`", """ "metadata":{"a":"b"},"service_tier":"auto","safety_identifier":"s","prompt_cache_key":"k" """),
        ("fields that no reference names", """ "foo":1 """),
        ("values that ask for nothing: `store: false`, `background: false`, `truncation: disabled`, null", """ "store":false,"background":false,"truncation":"disabled","user":null """),
    ];

    public static readonly (string Name, string Json)[] Messages =
    [
        ("`system`, as text or blocks", """ "system":[{"type":"text","text":"s"}] """),
        ("`cache_control`", """ "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}] """),
        ("`image` by bytes or address", User("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}""")),
        ("`document` by bytes: PDF, text", User("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"hello"}}""")),
        ("`document` by address", User("""{"type":"document","source":{"type":"url","url":"https://x.test/a.pdf"}}""")),
        ("`document` of blocks", User("""{"type":"document","source":{"type":"content","content":[{"type":"text","text":"c"}]}}""")),
        ("`document`, `image` by id", User("""{"type":"document","source":{"type":"file","file_id":"file_1"}}""")),
        ("`citations` of a document", User("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"hello"},"citations":{"enabled":true}}""")),
        ("`context` of a document", User("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"hello"},"context":"c"}""")),
        ("`search_result`, `container_upload`", User("""{"type":"search_result","source":"https://x.test","title":"T","content":[{"type":"text","text":"c"}]}""")),
        ("`thinking` of another provider", History("""{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"c2ln"},{"type":"text","text":"a"}]},{"role":"user","content":"r"}""")),
        ("`citations` of an earlier answer, which are left out as its ids are", History("""{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"c","document_index":0,"document_title":"T","start_char_index":0,"end_char_index":1}]}]},{"role":"user","content":"r"}""")),
        ("`tool_use` and `tool_result`", ToolResult("""{"type":"text","text":"r"}""")),
        ("`is_error` of a result", ToolResult("""{"type":"text","text":"r"}""", ""","is_error":true""")),
        ("result with an image by its bytes", ToolResult("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}""")),
        ("result with an image by its address", ToolResult("""{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}""")),
        ("result with a document by its bytes", ToolResult("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}}""")),
        ("result with a `search_result`", ToolResult("""{"type":"search_result","source":"https://x.test","title":"T","content":[{"type":"text","text":"c"}]}""")),
        ("`server_tool_use` and its results", History("""{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"text","text":"a"}]},{"role":"user","content":"r"}""")),
        ("tools; `tool_choice` `auto`, `none`, `any` or one tool", MessagesTool + """, "tool_choice":{"type":"tool","name":"f"} """),
        ("`disable_parallel_tool_use`", MessagesTool + """, "tool_choice":{"type":"auto","disable_parallel_tool_use":true} """),
        ("tools that the provider runs or defines", """ "tools":[{"type":"web_search_20250305","name":"web_search"}] """),
        ("`mcp_servers`, `container`", """ "mcp_servers":[{"type":"url","url":"https://x.test","name":"n"}] """),
        ("`output_config.format`", """ "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}} """),
        ("`thinking`, `output_config.effort`", """ "thinking":{"type":"enabled","budget_tokens":2000},"max_tokens":3000 """),
        ("`temperature`, `top_p`", """ "temperature":0.5 """),
        ("`top_k`", """ "top_k":3 """),
        ("`stop_sequences`", """ "stop_sequences":["a"] """),
        ("`metadata`, `service_tier`", """ "metadata":{"user_id":"u"},"service_tier":"auto" """),
        ("`context_management`, `inference_geo`, fields that no reference names", """ "context_management":{"edits":[]},"inference_geo":"us","foo":1 """),
    ];

    private static string History(string messages) => $$""" "messages":[{{messages}}] """;

    private static string User(string parts) => History($$"""{"role":"user","content":[{{parts}}]}""");

    private static string Input(string parts) => $$""" "input":[{"role":"user","content":[{{parts}}]}] """;

    private static string Result(string arguments, string content) => History(
        $$$"""{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{{{arguments}}}"}}]},{"role":"tool","tool_call_id":"t","content":{{{content}}}}""");

    private static string Output(string output) =>
        $$$""" "input":[{"role":"user","content":"q"},{"type":"function_call","call_id":"t","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"t","output":{{{output}}}}] """;

    private static string ToolResult(string blocks, string more = "") => History(
        $$$"""{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{{{blocks}}}]{{{more}}}}]}""");
}
