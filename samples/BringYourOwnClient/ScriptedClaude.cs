using Wayleave.Testing;

namespace BringYourOwnClient;

/// <summary>Plays Anthropic's API in this process: calls the tool once, then says what came of it.</summary>
internal static class ScriptedClaude
{
    public static async Task<ScriptedProvider> StartAsync()
    {
        var server = await ScriptedProvider.StartAsync();
        server.OnRequest = static request => request.Json.GetProperty("messages").GetRawText().Contains("tool_result", StringComparison.Ordinal)
            ? ScriptedReply.Text("It is sunny in Oslo (said by a scripted server).")
            : ScriptedReply.ToolCalls(new ScriptedToolCall("get_weather", """{"city":"Oslo"}"""));
        return server;
    }
}
