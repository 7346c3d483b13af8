namespace Gateway;

/// <summary>What a newcomer needs to read first: what is real, the key, and lines to paste.</summary>
internal static class StartupText
{
    private const string Key = "wl-acme-development-key";
    private const string OperatorKey = "wl-operator-development-key";

    public static string For(string address, DemoProviders demo) => $$"""

        Wayleave gateway on {{address}}/v1
          scripted in this process: {{List(demo.Scripted)}}   (set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY for the real vendor)
          real vendors:             {{List(demo.Real)}}
          demo virtual key:         {{Key}}

        A plain answer:
        {{Curl(address, "cheap/gpt-5.4", "")}}

        A streamed answer:
        {{Curl(address, "cheap/claude-sonnet", "\"stream\":true,", "-N ")}}

        As Anthropic's clients ask:
        {{Messages(address, "cheap/claude-sonnet")}}

        As OpenAI's newer ones do:
        {{Responses(address, "cheap/gpt-5.4")}}

        Vectors of texts:
        {{Embeddings(address, "resale/embed-small")}}

        The tenant's own key, which acme does not have for OpenAI, so it is refused and says why:
        {{Curl(address, "byok/openai/gpt-5.4", "")}}

        Who a policy would choose from the whole tier, without asking anybody:
        {{Rank(address, "cheap/*")}}

        What would become of another tenant's request, for whoever may know:
        {{Simulate(address, "globex", "cheap/gpt-5.4")}}

        """;

    private static string Curl(string address, string model, string extra, string flags = "") =>
        $$"""curl {{flags}}{{address}}/v1/chat/completions -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{model}}",{{extra}}"messages":[{"role":"user","content":"Say hello."}]}'""";

    private static string Messages(string address, string model) =>
        $$"""curl {{address}}/v1/messages -H 'x-api-key: {{Key}}' -H 'anthropic-version: 2023-06-01' -H 'Content-Type: application/json' -d '{"model":"{{model}}","max_tokens":100,"messages":[{"role":"user","content":"Say hello."}]}'""";

    private static string Responses(string address, string model) =>
        $$"""curl {{address}}/v1/responses -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{model}}","input":"Say hello."}'""";

    private static string Embeddings(string address, string model) =>
        $$"""curl {{address}}/v1/embeddings -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{model}}","input":["one text","another"]}'""";

    private static string Rank(string address, string model) =>
        $$"""curl {{address}}/x/rank -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{model}}","max_tokens":500,"policy_ir":["cmp","price_out","le",10]}'""";

    private static string Simulate(string address, string tenant, string model) =>
        $$$"""curl {{{address}}}/x/simulate -H 'Authorization: Bearer {{{OperatorKey}}}' -H 'Content-Type: application/json' -d '{"caller":{"tenant":"{{{tenant}}}"},"request":{"model":"{{{model}}}"}}'""";

    private static string List(List<string> providers) => providers.Count == 0 ? "none" : string.Join(", ", providers);
}
