using System.Text.Json;
using Wayleave.Testing;

namespace BringYourOwnClient;

/// <summary>Plays Anthropic's API in this process: calls the tool once, then says what came of it.</summary>
internal static class ScriptedClaude
{
    public static async Task<ScriptedProvider> StartAsync()
    {
        var server = await ScriptedProvider.StartAsync();
        server.OnRequest = request => request.Path == "/v1/messages" ? ScriptedReply.Raw(200, Answer(request.Json)) : null;
        return server;
    }

    private static string Answer(JsonElement request)
    {
        var last = request.GetProperty("messages").EnumerateArray().Last();
        var content = last.GetProperty("content").GetRawText().Contains("tool_result", StringComparison.Ordinal)
            ? """{"type":"text","text":"It is sunny in Oslo (said by a scripted server)."}"""
            : """{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Oslo"}}""";
        var reason = content.Contains("tool_use", StringComparison.Ordinal) ? "tool_use" : "end_turn";
        return $$$"""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-6","content":[{{{content}}}],
             "stop_reason":"{{{reason}}}","stop_sequence":null,"usage":{"input_tokens":31,"output_tokens":12}}
            """;
    }
}
