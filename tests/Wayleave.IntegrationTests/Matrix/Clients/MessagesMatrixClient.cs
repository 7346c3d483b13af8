using System.Text.Json;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Wayleave.IntegrationTests.Endpoints.Messages;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Matrix.Clients;

/// <summary>Anthropic's client.</summary>
internal sealed class MessagesMatrixClient : MatrixClient
{
    public override string Endpoint => "/v1/messages";

    public override (string Said, string Called) Stops => ("end_turn", "tool_use");

    public override bool KeepsSeals => true;

    public override async Task<ClientAnswer> AskAsync(GatewayHost gateway, Question question, bool streaming)
    {
        var answer = await gateway.Anthropic().AnswerAsync(Request(question), streaming);
        return new ClientAnswer(
            MessagesRig.TextOf(answer),
            string.Concat(answer.Content.Select(static block => block.TryPickThinking(out var thought) ? thought.Thinking : "")),
            [.. answer.Content.Select(static block => block.TryPickToolUse(out var call) ? call : null).OfType<ToolUseBlock>()
                .Select(static call => new ClientCall(call.ID, call.Name, JsonSerializer.Serialize(call.Input)))],
            answer.StopReason?.Raw() ?? "",
            (answer.Usage.InputTokens, answer.Usage.OutputTokens),
            answer.Content.Select(HandedBack).ToList());
    }

    public override (int Status, string Message)? ErrorOf(Exception exception) => exception is AnthropicApiException failure
        ? ((int)failure.StatusCode, JsonElement.Parse(failure.ResponseBody).GetProperty("error").GetProperty("message").GetString()!)
        : null;

    private static MessageCreateParams Request(Question question)
    {
        List<MessageParam> messages =
        [
            question.Picture is { } picture
                ? new UserMessageParam(new List<ContentBlockParam>
                {
                    new TextBlockParam(question.Text),
                    new ImageBlockParam(new Base64ImageSource { Data = Convert.ToBase64String(picture), MediaType = "image/png" }),
                })
                : new UserMessageParam(question.Text),
        ];
        if (question.Before is { } before)
        {
            messages.Add(new AssistantMessageParam((List<ContentBlockParam>)before.History));
            if (before.Calls.Count > 0)
            {
                messages.Add(new UserMessageParam(before.Calls.Select(static call => (ContentBlockParam)new ToolResultBlockParam(call.Id) { Content = call.Result }).ToList()));
            }
        }

        if (question.Then is { } then)
        {
            messages.Add(new UserMessageParam(then));
        }

        var request = new MessageCreateParams { Model = GatewaySettings.Model, MaxTokens = MaxTokens, Messages = messages };
        request = question.System is { } system ? request with { System = system } : request;
        request = question.HasTool ? request with { Tools = [new Tool { Name = "get_weather", InputSchema = Parameters() }] } : request;
        request = question.Thinks ? request with { Thinking = new ThinkingConfigEnabled(2000) } : request;
        return question.Schema is { } schema
            ? request with { OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = Members(schema) } } }
            : request;
    }

    private static InputSchema Parameters()
    {
        var members = Members(Question.ToolParameters);
        return new InputSchema
        {
            Properties = members["properties"].EnumerateObject().ToDictionary(static property => property.Name, static property => property.Value),
            Required = [.. members["required"].EnumerateArray().Select(static name => name.GetString()!)],
        };
    }

    private static Dictionary<string, JsonElement> Members(string json) =>
        JsonElement.Parse(json).EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value);

    private static ContentBlockParam HandedBack(ContentBlock block) =>
        block.TryPickThinking(out var thought) ? new ThinkingBlockParam { Thinking = thought.Thinking, Signature = thought.Signature }
        : block.TryPickToolUse(out var call) ? new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input }
        : block.TryPickText(out var text) ? new TextBlockParam(text.Text)
        : throw new InvalidOperationException($"'{block.Value?.GetType()}' is none of the blocks that this conversation has.");
}
