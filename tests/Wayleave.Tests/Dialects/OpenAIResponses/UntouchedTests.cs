using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

/// <summary>Who may have changed a request must never be bypassed by its bytes.</summary>
public sealed class UntouchedTests
{
    private const string Body = """
        {"model":"m","instructions":"secret one","input":[{"role":"user","content":"secret two"},
          {"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":\"secret three\"}"},{"type":"function_call_output","call_id":"c","output":"secret four"}],
         "temperature":0.5,"reasoning":{"effort":"low","summary":"auto"},"tools":[{"type":"function","name":"f"}],"tool_choice":"auto","text":{"format":{"type":"json_object"}},"max_output_tokens":5}
        """;

    public static TheoryData<string> Properties => new(typeof(ChatOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Properties))]
    public void EveryOption_OnceChanged_IsNoticed(string name)
    {
        var request = ResponsesWire.Read(Body);
        var property = typeof(ChatOptions).GetProperty(name)!;
        var options = request.Options.Clone();
        Assert.True(request.IsUntouched(request.Messages, options));

        property.SetValue(options, OtherValue(property));

        // The router changes the model itself; a conversation's id has no field in a request.
        Assert.Equal(name is nameof(ChatOptions.ModelId) or nameof(ChatOptions.ConversationId), request.IsUntouched(request.Messages, options));
    }

    [Fact]
    public void WhatTheSummaryShallBe_IsNoticed()
    {
        var request = ResponsesWire.Read(Body);
        var options = request.Options.Clone();

        options.Reasoning!.Output = ReasoningOutput.None;

        Assert.False(request.IsUntouched(request.Messages, options));
        ResponsesWire.AssertSame("""{"effort":"low"}""", JsonElement.Parse(ResponsesWire.Forward(request, options: (RoutedChatOptions)options)).GetProperty("reasoning").GetRawText());
    }

    [Fact]
    public void ThePeekOfTheRouter_TouchesNothing()
    {
        var request = ResponsesWire.Read(Body);

        Assert.Equal("secret one", request.PeekMessage(0).Text);
        Assert.Equal(Body.Replace("\"m\"", "\"up\"", StringComparison.Ordinal), ResponsesWire.Forward(request));
    }

    [Fact]
    public void MaskedMessages_AreSentMasked_EveryOne()
    {
        var request = ResponsesWire.Read(Body);
        ((TextContent)request.Messages[0].Contents[0]).Text = "#1";
        ((TextContent)request.Messages[1].Contents[0]).Text = "#2";
        ((FunctionCallContent)request.Messages[2].Contents[0]).Arguments!["a"] = "#3";
        ((FunctionResultContent)request.Messages[3].Contents[0]).Result = "#4";

        var sent = ResponsesWire.Forward(request);

        Assert.DoesNotContain("secret", sent, StringComparison.Ordinal);
        Assert.All((string[])["#1", "#2", "#3", "#4"], mask => Assert.Contains(mask, sent, StringComparison.Ordinal));
    }

    [Fact]
    public void AChangedOption_IsWritten_AndItsNeighboursKept()
    {
        var request = ResponsesWire.Read("""{"model":"m","input":"x","temperature":0.5,"top_p":1.000,"text":{"format":{"type":"json_object"},"verbosity":"low","z":1}}""");
        var options = (RoutedChatOptions)request.Options.Clone();
        options.Temperature = 1;
        options.ResponseFormat = ChatResponseFormat.Text;

        ResponsesWire.AssertSame(
            """{"model":"up","input":[{"type":"message","role":"user","content":"x"}],"temperature":1,"top_p":1.000,"text":{"format":{"type":"text"},"verbosity":"low","z":1}}""",
            ResponsesWire.Forward(request, options: options));
    }

    [Fact]
    public void OwnFields_NeverGoUpstream()
    {
        const string Own = """{"model":"m","no_log":true,"input":"x","policy_ir":null}""";
        var request = ResponsesWire.Read(Own);

        Assert.Equal("""{"model":"up","input":"x"}""", ResponsesWire.Forward(request));
        Assert.DoesNotContain("no_log", ResponsesWire.Forward(request, messages: [.. request.Messages]), StringComparison.Ordinal);
        var unknown = new ChatOptions();
        request.CopyUnknownFieldsTo(unknown);
        Assert.Null(unknown.AdditionalProperties);
    }

    private static object OtherValue(PropertyInfo property) => property.Name switch
    {
        nameof(ChatOptions.ResponseFormat) => ChatResponseFormat.Text,
        nameof(ChatOptions.ToolMode) => ChatToolMode.None,
        nameof(ChatOptions.Reasoning) => new ReasoningOptions { Effort = ReasoningEffort.High },
        nameof(ChatOptions.StopSequences) => new List<string> { "other" },
        nameof(ChatOptions.Tools) => new List<AITool>(),
        nameof(ChatOptions.AdditionalProperties) => new AdditionalPropertiesDictionary { ["x"] = 1 },
        nameof(ChatOptions.RawRepresentationFactory) => new Func<IChatClient, object?>(_ => null),
        "ContinuationToken" => Activator.CreateInstance(property.PropertyType, nonPublic: true) ?? throw new InvalidOperationException(),
        _ when property.PropertyType == typeof(string) => "other",
        _ when Nullable.GetUnderlyingType(property.PropertyType) is { } type => Convert.ChangeType(1, type, null),
        _ => throw new InvalidOperationException($"Give '{property.Name}' a value here, and compare it in {nameof(ScannedOptions)}."),
    };
}
