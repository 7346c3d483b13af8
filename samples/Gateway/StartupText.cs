namespace Gateway;

/// <summary>What a newcomer needs to read first: what is real, the key, and lines to paste.</summary>
internal static class StartupText
{
    private const string Key = "wl-acme-development-key";

    public static string For(string address, DemoProviders demo) => $$"""

        Wayleave gateway on {{address}}/v1
          scripted in this process: {{List(demo.Scripted)}}   (set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY for the real vendor)
          real vendors:             {{List(demo.Real)}}
          demo virtual key:         {{Key}}

        A plain answer:
        {{Curl(address, "cheap/gpt-5.4", "")}}

        A streamed answer:
        {{Curl(address, "cheap/claude-sonnet", "\"stream\":true,", "-N ")}}

        The tenant's own key, which acme does not have for OpenAI, so it is refused and says why:
        {{Curl(address, "byok/openai/gpt-5.4", "")}}

        """;

    private static string Curl(string address, string model, string extra, string flags = "") =>
        $$"""curl {{flags}}{{address}}/v1/chat/completions -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{model}}",{{extra}}"messages":[{"role":"user","content":"Say hello."}]}'""";

    private static string List(List<string> providers) => providers.Count == 0 ? "none" : string.Join(", ", providers);
}
