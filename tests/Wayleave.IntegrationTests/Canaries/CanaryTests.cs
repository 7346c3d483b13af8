using System.Net;
using System.Text;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Canaries;

/// <summary>Invariant 3 at its worst: providers that quote the key back in every way they can.</summary>
public sealed class CanaryTests
{
    public static TheoryData<int, bool> Quotes()
    {
        var data = new TheoryData<int, bool>();
        foreach (var status in (int[])[200, 302, 400, 401, 402, 403, 404, 413, 422, 429, 500, 502, 503, 529])
        {
            data.Add(status, false);
            data.Add(status, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Quotes))]
    public async Task Provider_QuotesTheKeyInAnError_NobodyElseEverSeesIt(int status, bool streaming)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Providers = [provider] });
        provider.OnRequest = request => ScriptedReply.Raw(
            status,
            $$$"""{"error":{"message":"Incorrect API key provided: {{{request.Authorization}}}","type":"{{{request.Authorization}}}","code":"{{{request.Authorization}}}","param":"{{{request.Authorization}}}"}}""",
            "application/json");

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: streaming));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Contains(provider.Requests, request => Canary.IsIn(request.Authorization));
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.False(Canary.IsIn(body), body);
        CanaryWatch.AssertSilent();
    }

    [Fact]
    public async Task Provider_QuotesTheKeyInTheMiddleOfAStream_NobodyElseEverSeesIt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Providers = [provider] });
        provider.OnRequest = request => ScriptedReply.RawStream(
        [
            """data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"hi"},"finish_reason":null}]}""" + "\n\n",
            $$$"""data: {"error":{"message":"key {{{request.Authorization}}} is bad","code":"invalid_api_key"}}""" + "\n\n",
        ]);

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: true));
        var text = new StringBuilder();
        await Record.ExceptionAsync(async () =>
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                text.AppendLine(line);
            }
        });

        Assert.Contains("error", text.ToString(), StringComparison.Ordinal);
        Assert.False(Canary.IsIn(text.ToString()), text.ToString());
        CanaryWatch.AssertSilent();
    }

    [Theory]
    [InlineData("Bearer wl-wrong-canary7f3e19-key", "Authorization")]
    [InlineData("wl-wrong-canary7f3e19-key", "x-api-key")]
    public async Task Caller_PresentsAnUnknownKey_ItIsNotQuotedBack(string value, string header)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        gateway.Client.DefaultRequestHeaders.Authorization = null;
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(Canary.IsIn(await response.Content.ReadAsStringAsync()));
        CanaryWatch.AssertSilent();
    }

    [Fact]
    public void Canary_CutInTwoByARead_IsStillSeen()
    {
        // The watch itself must be able to see; what it looks for here is not a credential of the suite.
        Assert.True(Canary.IsIn($"Bearer sk-{Canary.Text.ToUpperInvariant()}-1"));
        Assert.False(Canary.IsIn("Bearer sk-...f3e19"));
    }
}
