using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>The same request as each vendor's clients write it.</summary>
internal sealed record WireRequest(ScriptedDialect Dialect, bool Streaming)
{
    public const string Model = "m-1";

    /// <summary>Gets every dialect, plain and streamed.</summary>
    public static TheoryData<ScriptedDialect, bool> Matrix
    {
        get
        {
            var data = new TheoryData<ScriptedDialect, bool>();
            foreach (var dialect in Enum.GetValues<ScriptedDialect>())
            {
                data.Add(dialect, false);
                data.Add(dialect, true);
            }

            return data;
        }
    }

    public string User { get; init; } = "hi";

    /// <summary>Gets the schema that the answer must satisfy; null for free text.</summary>
    public string? Schema { get; init; }

    public string Path => Dialect switch
    {
        ScriptedDialect.OpenAIResponses => "/v1/responses",
        ScriptedDialect.AnthropicMessages => "/v1/messages",
        ScriptedDialect.Gemini => $"/v1beta/models/{Model}:{(Streaming ? "streamGenerateContent?alt=sse" : "generateContent")}",
        _ => "/v1/chat/completions",
    };

    public string Body
    {
        get
        {
            var user = JsonSerializer.Serialize(User);
            var stream = Streaming ? ",\"stream\":true" : "";
            return Dialect switch
            {
                ScriptedDialect.OpenAIResponses =>
                    $$"""{"model":"{{Model}}","instructions":"brief","include":["reasoning.encrypted_content"],"input":[{"role":"user","content":[{"type":"input_text","text":{{user}}}]}]{{stream}}{{Shape}}}""",
                ScriptedDialect.AnthropicMessages =>
                    $$"""{"model":"{{Model}}","max_tokens":64,"system":"brief","messages":[{"role":"user","content":[{"type":"text","text":{{user}}}]}]{{stream}}{{Shape}}}""",
                ScriptedDialect.Gemini =>
                    $$"""{"systemInstruction":{"parts":[{"text":"brief"}]},"contents":[{"role":"user","parts":[{"text":{{user}}}]}]{{Shape}}}""",
                _ =>
                    $$"""{"model":"{{Model}}","messages":[{"role":"system","content":"brief"},{"role":"user","content":{{user}}}],"stream_options":{"include_usage":true}{{stream}}{{Shape}}}""",
            };
        }
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient client, ScriptedProvider provider, string path, string body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(provider.RootAddress, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") },
        HttpCompletionOption.ResponseHeadersRead);

    public Task<HttpResponseMessage> PostAsync(HttpClient client, ScriptedProvider provider) => PostAsync(client, provider, Path, Body);

    private string Shape => Schema is null ? "" : Dialect switch
    {
        ScriptedDialect.OpenAIResponses => ""","text":{"format":{"type":"json_schema","name":"n","schema":""" + Schema + "}}",
        ScriptedDialect.AnthropicMessages => ""","output_config":{"format":{"type":"json_schema","schema":""" + Schema + "}}",
        ScriptedDialect.Gemini => ""","generationConfig":{"responseMimeType":"application/json","responseJsonSchema":""" + Schema + "}",
        _ => ""","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":""" + Schema + "}}",
    };
}
