namespace Wayleave.Tests.Dialects.Cross;

/// <summary>What providers may answer: by dialect, a name as the page has it, the whole answer, and the same as events.</summary>
internal static class AnswerRows
{
    public static readonly (string Provider, string Name, string Whole, string[] Events)[] All =
    [
        Chat("text", """ "content":"a" """, """ "content":"a" """),
        Chat("`reasoning_content`", """ "content":"a","reasoning_content":"hm" """, """ "reasoning_content":"hm" """),
        Chat("tool calls", """ "content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}] """, """ "tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}] """, "tool_calls"),
        Chat("refusal", """ "content":null,"refusal":"no" """, """ "refusal":"no" """),
        Chat("`finish_reason: content_filter`", """ "content":"a" """, """ "content":"a" """, "content_filter"),
        Chat("`url_citation`", """ "content":"a","annotations":[{"type":"url_citation","url_citation":{"url":"https://x.test/","title":"t","start_index":0,"end_index":1}}] """, """ "content":"a","annotations":[{"type":"url_citation","url_citation":{"url":"https://x.test/","title":"t","start_index":0,"end_index":1}}] """),
        Chat("an image (`images`, as OpenRouter has it)", """ "content":"a","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}] """, """ "content":"a","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}] """),
        Responses("text", Message("""{"type":"output_text","text":"a","annotations":[]}""")),
        Responses("reasoning item", """{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"wl1.0123456789abcdef.c2VhbA"}"""),
        Responses("function call", """{"type":"function_call","id":"fc_1","call_id":"t","name":"f","arguments":"{}","status":"completed"}"""),
        Responses("refusal", Message("""{"type":"refusal","refusal":"no"}""")),
        Responses("`url_citation`", Message("""{"type":"output_text","text":"a","annotations":[{"type":"url_citation","url":"https://x.test/","title":"t","start_index":0,"end_index":1}]}""")),
        Responses("`file_citation`", Message("""{"type":"output_text","text":"a","annotations":[{"type":"file_citation","file_id":"file-1","filename":"a.txt","index":0}]}""")),
        Responses("`web_search_call` and other items of tools that the provider ran", """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"x"}}"""),
        Responses("`image_generation_call`", """{"type":"image_generation_call","id":"ig_1","status":"completed","result":"AAAA"}"""),
        Messages("text", """{"type":"text","text":"a"}"""),
        Messages("thinking", """{"type":"thinking","thinking":"hm","signature":"wl1.0123456789abcdef.c2ln"}"""),
        Messages("`tool_use`", """{"type":"tool_use","id":"t","name":"f","input":{}}""", "tool_use"),
        Messages("`stop_reason: refusal`", """{"type":"text","text":"a"}""", "refusal"),
        Messages("citation of a web search's result", """{"type":"text","text":"a","citations":[{"type":"web_search_result_location","url":"https://x.test/","title":"t","cited_text":"c","encrypted_index":"e"}]}"""),
        Messages("citation of a document's place", """{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"c","document_index":0,"document_title":"T","start_char_index":0,"end_char_index":1}]}"""),
        Messages("`server_tool_use` and other blocks of tools that the provider ran", """{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"x"}}"""),
        Gemini("text", """{"text":"a"}"""),
        Gemini("thought", """{"text":"hm","thought":true}"""),
        Gemini("function call", """{"functionCall":{"name":"f","args":{}}}"""),
        Gemini("`finishReason: SAFETY` behind a text", """{"text":"a"}""", "SAFETY"),
        Gemini("an image", """{"inlineData":{"mimeType":"image/png","data":"AAAA"}}"""),
        Gemini("sound or other media", """{"inlineData":{"mimeType":"audio/wav","data":"AAAA"}}"""),
        Gemini("`executableCode` and other parts of tools that the provider ran", """{"executableCode":{"language":"PYTHON","code":"1"}}"""),
        ("Gemini", "a blocked prompt (`promptFeedback`)", """{"promptFeedback":{"blockReason":"SAFETY"}}""", ["""{"promptFeedback":{"blockReason":"SAFETY"}}"""]),
    ];

    private static (string, string, string, string[]) Chat(string name, string message, string delta, string reason = "stop") => (
        "OpenAIChat",
        name,
        $$$"""{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",{{{message}}}},"finish_reason":"{{{reason}}}"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""",
        [
            $$$"""{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant",{{{delta}}}},"finish_reason":null}]}""",
            $$$"""{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""",
            "[DONE]",
        ]);

    private static (string, string, string, string[]) Responses(string name, string item)
    {
        var whole = $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"completed","error":null,"incomplete_details":null,"model":"m","output":[{{{item}}}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";
        return (
            "OpenAIResponses",
            name,
            whole,
            [
                """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}""",
                $$$"""{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{{{item}}}}""",
                $$$"""{"type":"response.output_item.done","sequence_number":2,"output_index":0,"item":{{{item}}}}""",
                $$$"""{"type":"response.completed","sequence_number":3,"response":{{{whole}}}}""",
            ]);
    }

    private static string Message(string part) => $$"""{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{{part}}]}""";

    private static (string, string, string, string[]) Messages(string name, string block, string reason = "end_turn") => (
        "AnthropicMessages",
        name,
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{{{block}}}],"stop_reason":"{{{reason}}}","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""",
        [
            """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""",
            $$$"""{"type":"content_block_start","index":0,"content_block":{{{block}}}}""",
            """{"type":"content_block_stop","index":0}""",
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}","stop_sequence":null},"usage":{"output_tokens":1}}""",
            """{"type":"message_stop"}""",
        ]);

    private static (string, string, string, string[]) Gemini(string name, string part, string reason = "STOP")
    {
        var whole = $$$"""{"candidates":[{"content":{"role":"model","parts":[{{{part}}}]},"finishReason":"{{{reason}}}","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2},"modelVersion":"m","responseId":"r"}""";
        return ("Gemini", name, whole, [whole]);
    }
}
