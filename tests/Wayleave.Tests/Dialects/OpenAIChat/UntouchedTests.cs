using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIChat;

/// <summary>Who may have changed a request must never be bypassed by its bytes.</summary>
public sealed class UntouchedTests
{
    private const string Body = """
        {"model":"m","messages":[{"role":"user","content":"my secret is 42"}],"temperature":0.5,"stop":["x"],"seed":5,"reasoning_effort":"low",
         "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"auto","response_format":{"type":"json_object"}}
        """;

    public static TheoryData<string> Properties => new(typeof(ChatOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => p.Name));

    [Fact]
    public void ACopyOfTheOptions_IsUntouched()
    {
        var request = Wire.Read(Body);

        Assert.True(request.IsUntouched(request.Messages, request.Options));
        Assert.True(request.IsUntouched(request.Messages, request.Options.Clone().Clone()));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void EveryOption_OnceChanged_IsNoticed(string name)
    {
        var request = Wire.Read(Body);
        var property = typeof(ChatOptions).GetProperty(name)!;
        var options = request.Options.Clone();

        property.SetValue(options, OtherValue(property));

        // The router changes the model itself; a conversation's id has no field in a request.
        Assert.Equal(name is nameof(ChatOptions.ModelId) or nameof(ChatOptions.ConversationId), request.IsUntouched(request.Messages, options));
    }

    [Fact]
    public void AnOption_ChangedInTheRequestsOwnInstance_IsNoticed()
    {
        var request = Wire.Read(Body);

        request.Options.Temperature = 1;

        Assert.False(request.IsUntouched(request.Messages, request.Options));
    }

    [Fact]
    public void OptionsInside_ChangedInPlace_AreNoticed()
    {
        Assert.False(IsUntouchedAfter(o => o.StopSequences![0] = "y"));
        Assert.False(IsUntouchedAfter(o => o.StopSequences!.Add("y")));
        Assert.False(IsUntouchedAfter(o => o.Tools![0] = new WireRawTool(Wire.Dialect, "f", default)));
        Assert.False(IsUntouchedAfter(o => o.Tools!.Clear()));
        Assert.False(IsUntouchedAfter(o => o.Reasoning!.Effort = ReasoningEffort.High));
        Assert.False(IsUntouchedAfter(o => o.Reasoning!.Output = ReasoningOutput.Full));
    }

    [Fact]
    public void LookingAtTools_TouchesNothing()
    {
        var request = Wire.Read(Body);
        var function = (AIFunctionDeclaration)request.Options.Tools![0];

        Assert.Equal("f", function.Name);
        Assert.True(request.IsUntouched(request.Messages, request.Options));
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, object?>)function.AdditionalProperties).Add("x", 1));
    }

    [Fact]
    public void PeekingAndCounting_TouchNothing()
    {
        var request = Wire.Read(Body);

        Assert.Equal("my secret is 42", request.PeekMessage(0).Text);
        Assert.Single(Enumerable.Range(0, request.Messages.Count));
        Assert.True(request.IsUntouched(request.Messages, request.Options));
    }

    [Theory]
    [InlineData("index")]
    [InlineData("enumerator")]
    [InlineData("untyped enumerator")]
    [InlineData("list")]
    public void GettingHoldOfAMessage_Touches(string how)
    {
        var request = Wire.Read(Body);
        var message = how switch
        {
            "index" => request.Messages[0],
            "enumerator" => Enumerable.Where(request.Messages, _ => true).First(),
            "untyped enumerator" => ((IEnumerable)request.Messages).Cast<ChatMessage>().First(),
            _ => request.Messages.ToList()[0],
        };

        Assert.False(request.IsUntouched(request.Messages, request.Options));
        ((TextContent)message.Contents[0]).Text = "my secret is [MASKED]";
        var sent = Wire.Forward(request, "up");

        Assert.DoesNotContain("42", sent, StringComparison.Ordinal);
        Assert.Contains("[MASKED]", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherMessages_AreSentInsteadOfTheBodys()
    {
        var request = Wire.Read(Body);

        var sent = Wire.Forward(request, "up", [new ChatMessage(ChatRole.User, "masked")]);

        Assert.DoesNotContain("42", sent, StringComparison.Ordinal);
        Assert.Equal("masked", JsonElement.Parse(sent).GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public void ToolArguments_ChangedInPlace_AreEncodedAnew()
    {
        var request = Wire.Read("""
            {"model":"m","messages":[{"role":"assistant","tool_calls":[
              {"id":"1","type":"function","function":{"name":"f","arguments":"{ \"a\" : \"secret\" }"}},
              {"id":"2","type":"function","function":{"name":"g","arguments":"{ \"b\" : 1 }"}}]}]}
            """);
        var calls = request.Messages[0].Contents.OfType<FunctionCallContent>().ToArray();

        calls[0].Arguments!["a"] = "[MASKED]";
        var sent = JsonElement.Parse(Wire.Forward(request, "up")).GetProperty("messages")[0].GetProperty("tool_calls");

        Assert.Equal("""{"a":"[MASKED]"}""", sent[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("""{ "b" : 1 }""", sent[1].GetProperty("function").GetProperty("arguments").GetString());
    }

    private static bool IsUntouchedAfter(Action<ChatOptions> change)
    {
        var request = Wire.Read(Body);
        var options = request.Options.Clone();
        change(options);
        return request.IsUntouched(request.Messages, options);
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
        _ => throw new InvalidOperationException($"Give '{property.Name}' a value here, and compare it in ScannedOptions."),
    };
}
