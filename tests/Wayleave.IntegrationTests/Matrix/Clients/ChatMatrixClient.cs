using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI.Chat;
using Wayleave.IntegrationTests.Endpoints;
using Wayleave.IntegrationTests.Hosting;

// The official client marks efforts as experimental.
#pragma warning disable OPENAI001

namespace Wayleave.IntegrationTests.Matrix.Clients;

/// <summary>OpenAI's client of Chat Completions.</summary>
internal sealed class ChatMatrixClient : MatrixClient
{
    public override string Endpoint => "/v1/chat/completions";

    public override (string Said, string Called) Stops => ("Stop", "ToolCalls");

    public override bool KeepsSeals => false;

    public override async Task<ClientAnswer> AskAsync(GatewayHost gateway, Question question, bool streaming)
    {
        var messages = Messages(question);
        var options = Options(question);
        return streaming ? await StreamAsync(gateway.OpenAI().CompleteChatStreamingAsync(messages, options)) : Whole(await gateway.OpenAI().CompleteChatAsync(messages, options));
    }

    public override (int Status, string Message)? ErrorOf(Exception exception) =>
        exception is ClientResultException failure ? (failure.Status, WireError.Of(failure.GetRawResponse()!.Content.ToString()).Message) : null;

    private static List<ChatMessage> Messages(Question question)
    {
        var messages = new List<ChatMessage>();
        if (question.System is { } system)
        {
            messages.Add(new SystemChatMessage(system));
        }

        messages.Add(question.Picture is { } picture
            ? new UserChatMessage(ChatMessageContentPart.CreateTextPart(question.Text), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(picture), "image/png"))
            : new UserChatMessage(question.Text));
        if (question.Before is { } before)
        {
            messages.Add((AssistantChatMessage)before.History);
            messages.AddRange(before.Calls.Select(static call => new ToolChatMessage(call.Id, call.Result)));
        }

        if (question.Then is { } then)
        {
            messages.Add(new UserChatMessage(then));
        }

        return messages;
    }

    private static ChatCompletionOptions Options(Question question)
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = MaxTokens };
        if (question.HasTool)
        {
            options.Tools.Add(ChatTool.CreateFunctionTool("get_weather", "The weather.", BinaryData.FromString(Question.ToolParameters)));
        }

        if (question.Schema is { } schema)
        {
            options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("number", BinaryData.FromString(schema), jsonSchemaIsStrict: true);
        }

        if (question.Thinks)
        {
            options.ReasoningEffortLevel = ChatReasoningEffortLevel.Low;
        }

        return options;
    }

    private static ClientAnswer Whole(ChatCompletion answer) => new(
        string.Concat(answer.Content.Select(static part => part.Text)),
        ReasoningOf(answer, "message"),
        [.. answer.ToolCalls.Select(static call => new ClientCall(call.Id, call.FunctionName, call.FunctionArguments.ToString()))],
        answer.FinishReason.ToString(),
        (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount),
        new AssistantChatMessage(answer));

    private static async Task<ClientAnswer> StreamAsync(AsyncCollectionResult<StreamingChatCompletionUpdate> updates)
    {
        var (text, thought) = (new StringBuilder(), new StringBuilder());
        var calls = new List<ClientCall>();
        var (finish, usage) = ((ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in updates)
        {
            text.AppendJoin(null, update.ContentUpdate.Select(static part => part.Text));
            thought.Append(ReasoningOf(update, "delta"));
            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
            foreach (var part in update.ToolCallUpdates)
            {
                if (part.Index == calls.Count)
                {
                    calls.Add(new ClientCall(part.ToolCallId, part.FunctionName, ""));
                }

                calls[part.Index] = calls[part.Index] with { Arguments = calls[part.Index].Arguments + part.FunctionArgumentsUpdate };
            }
        }

        var history = calls.Count > 0
            ? new AssistantChatMessage(calls.Select(static call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments))))
            : new AssistantChatMessage(text.ToString());
        return new ClientAnswer(text.ToString(), thought.ToString(), calls, finish.ToString()!, (usage!.InputTokenCount, usage.OutputTokenCount), history);
    }

    // The client has no property for it, but keeps what it does not know.
    private static string ReasoningOf<T>(T answer, string holder)
        where T : IPersistableModel<T>
    {
        var choices = JsonElement.Parse(ModelReaderWriter.Write(answer)).GetProperty("choices");
        return choices.GetArrayLength() > 0 && choices[0].GetProperty(holder).TryGetProperty("reasoning_content", out var reasoning) ? reasoning.GetString()! : "";
    }
}
