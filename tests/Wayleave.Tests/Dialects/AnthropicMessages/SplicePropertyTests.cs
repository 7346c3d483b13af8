using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class SplicePropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(1500);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

    [Fact]
    public void AnUntouchedRequest_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var document = new MessageScribe(seed).Request();

        Assert.Equal(document.Expected, Wire.Forward(Wire.Read(document.Text), model: MessageScribe.Upstream));
    }).Check(Cases);

    [Fact]
    public void ATouchedRequest_KeepsEveryFieldAtEveryLevel() => Prop.ForAll(Seeds, seed =>
    {
        var document = new MessageScribe(seed).Request();
        var request = Wire.Read(document.Text);

        var sent = Wire.Forward(request, [.. request.Messages], model: MessageScribe.Upstream);

        JsonAssert.SameMembers(JsonElement.Parse(document.Expected), JsonElement.Parse(sent));
    }).Check(Cases);

    [Fact]
    public void OwnFields_NeverGoUpstream() => Prop.ForAll(Seeds, seed =>
    {
        var request = Wire.Read(new MessageScribe(seed).Request().Text);
        IEnumerable<ChatMessage> messages = seed % 2 == 0 ? request.Messages : [.. request.Messages];

        using var sent = JsonDocument.Parse(Wire.Forward(request, messages));

        Assert.False(sent.RootElement.TryGetProperty("no_log", out _));
        Assert.False(sent.RootElement.TryGetProperty("policy_ir", out _));
    }).Check(Cases);

    [Fact]
    public void AnAnswer_IsPassedOnByteByByte() => Prop.ForAll(Seeds, seed =>
    {
        var body = new MessageScribe(seed).Answer();

        Assert.Equal(body, Wire.WriteResponse(Wire.ReadResponse(body, keepRaw: true)));
    }).Check(Cases);

    [Fact]
    public void AChangedAnswer_KeepsEveryOtherField() => Prop.ForAll(Seeds, seed =>
    {
        var body = new MessageScribe(seed).Answer();
        var response = Wire.ReadResponse(body, keepRaw: true);
        response.Messages[0].Contents.Add(new TextContent("added"));

        var written = JsonElement.Parse(Wire.WriteResponse(response));

        var content = written.GetProperty("content");
        Assert.Equal("added", content[content.GetArrayLength() - 1].GetProperty("text").GetString());
        foreach (var property in JsonElement.Parse(body).EnumerateObject().Where(p => p.Name != "content"))
        {
            Assert.Equal(JsonElement.Parse(body).GetProperty(property.Name).GetRawText(), written.GetProperty(property.Name).GetRawText());
        }
    }).Check(Cases);
}
