using System.ClientModel;
using OpenAI.Responses;
using Wayleave.IntegrationTests.Endpoints;
using Wayleave.IntegrationTests.Hosting;

// The official client marks all of its Responses part as experimental.
#pragma warning disable OPENAI001

namespace Wayleave.IntegrationTests.Matrix.Clients;

/// <summary>OpenAI's client of Responses.</summary>
internal sealed class ResponsesMatrixClient : MatrixClient
{
    public override string Endpoint => "/v1/responses";

    // This API does not tell the two apart.
    public override (string Said, string Called) Stops => ("Completed", "Completed");

    public override bool KeepsSeals => true;

    public override async Task<ClientAnswer> AskAsync(GatewayHost gateway, Question question, bool streaming)
    {
        var client = gateway.OpenAIResponses();
        var options = Options(question);
        options.StreamingEnabled = streaming;
        return streaming ? await StreamAsync(await client.CreateResponseStreamingAsync(options)) : Whole((await client.CreateResponseAsync(options)).Value);
    }

    public override (int Status, string Message)? ErrorOf(Exception exception) =>
        exception is ClientResultException failure ? (failure.Status, WireError.Of(failure.GetRawResponse()!.Content.ToString()).Message) : null;

    private static CreateResponseOptions Options(Question question)
    {
        var options = new CreateResponseOptions(GatewaySettings.Model, Items(question))
        {
            Instructions = question.System, MaxOutputTokenCount = MaxTokens, StoredOutputEnabled = false,
        };
        if (question.HasTool)
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(Question.ToolParameters), strictModeEnabled: true));
        }

        if (question.Schema is { } schema)
        {
            options.TextOptions = new ResponseTextOptions
            {
                TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("number", BinaryData.FromString(schema), jsonSchemaIsStrict: true),
            };
        }

        if (question.Thinks)
        {
            options.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = ResponseReasoningEffortLevel.Low };
            options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }

        return options;
    }

    private static List<ResponseItem> Items(Question question)
    {
        List<ResponseItem> items =
        [
            question.Picture is { } picture
                ? ResponseItem.CreateUserMessageItem([ResponseContentPart.CreateInputTextPart(question.Text), ResponseContentPart.CreateInputImagePart(BinaryData.FromBytes(picture, "image/png"))])
                : ResponseItem.CreateUserMessageItem(question.Text),
        ];
        if (question.Before is { } before)
        {
            items.AddRange((IEnumerable<ResponseItem>)before.History);
            items.AddRange(before.Calls.Select(static call => ResponseItem.CreateFunctionCallOutputItem(call.Id, call.Result)));
        }

        if (question.Then is { } then)
        {
            items.Add(ResponseItem.CreateUserMessageItem(then));
        }

        return items;
    }

    private static ClientAnswer Whole(ResponseResult answer) => new(
        answer.GetOutputText() ?? "",
        string.Concat(answer.OutputItems.OfType<ReasoningResponseItem>().Select(static item => item.GetSummaryText())),
        [.. answer.OutputItems.OfType<FunctionCallResponseItem>().Select(static call => new ClientCall(call.CallId, call.FunctionName, call.FunctionArguments.ToString()))],
        answer.Status.ToString()!,
        (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount),
        answer.OutputItems);

    // The whole stands in the last event; the deltas before it say the same.
    private static async Task<ClientAnswer> StreamAsync(AsyncStreamingResult<StreamingResponseUpdate> updates)
    {
        var (text, thought, arguments) = ("", "", "");
        ClientAnswer? whole = null;
        await foreach (var update in updates)
        {
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            thought += (update as StreamingResponseReasoningSummaryTextDeltaUpdate)?.Delta;
            arguments += (update as StreamingResponseFunctionCallArgumentsDeltaUpdate)?.Delta.ToString();
            whole = update is StreamingResponseCompletedUpdate completed ? Whole(completed.Response) : whole;
        }

        Assert.NotNull(whole);
        Assert.Equal((whole.Text, whole.Thought, string.Concat(whole.Calls.Select(static call => call.Arguments))), (text, thought, arguments));
        return whole;
    }
}
