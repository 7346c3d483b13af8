using Wayleave.Testing;

namespace Wayleave.Tests.Testing;

/// <summary>The example of the package's README, with a small client in the place of the reader's.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public async Task Chat_ProviderLimitedThenSlow_AnswersAfterTheWait()
    {
        var clock = new ManualTimeProvider();
        await using var provider = await ScriptedProvider.StartAsync(new() { TimeProvider = clock });
        provider.Enqueue(
            ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(7))),
            ScriptedReply.Text("hello").WithLatency(TimeSpan.FromSeconds(2)));
        using var client = new ProviderClient(provider);

        var answer = AskAsync(client, clock);
        await clock.WaitForTimersAsync(1).WaitAsync(ProviderClient.Patience);
        clock.Advance(TimeSpan.FromSeconds(7));
        await clock.WaitForTimersAsync(1).WaitAsync(ProviderClient.Patience);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("hello", await answer);
        Assert.Equal(2, provider.Requests.Count);
    }

    private static async Task<string?> AskAsync(ProviderClient client, TimeProvider clock)
    {
        while (true)
        {
            using var response = await client.PostAsync(ProviderClient.Chat("hi"));
            if (response.Headers.RetryAfter?.Delta is { } delay)
            {
                await Task.Delay(delay, clock);
                continue;
            }

            var choice = ProviderClient.Choice(await response.Content.ReadAsStringAsync());
            return choice.GetProperty("message").GetProperty("content").GetString();
        }
    }
}
