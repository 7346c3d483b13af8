using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Properties;

/// <summary>Invariants 5 and 7: the first content commits, nothing is spliced, cancellation never fails over, each attempt leaves one row.</summary>
public sealed class CommitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answer_UnderRandomFailures_ComesFromOneAttemptOnly(bool streaming) => PropertyRun.ForSeeds(async seed =>
    {
        var random = new WorldGenerator(seed);
        var told = new Dictionary<Sighting, ProviderBehaviour>();
        var world = World.Build(random.Next(), sighting => told[sighting] = ProviderBehaviour.Random(random));
        await using var router = new WorldRouter(world);
        for (var request = 0; request < 4; request++)
        {
            var before = world.Sightings.Count;
            var (texts, trace, error) = await router.SendAsync(WorldRouter.Options(random), streaming);
            var sightings = world.Sightings.Skip(before).ToList();
            Assert.True(texts.Distinct().Count() <= 1, $"Spliced: {string.Join(" ", texts)}");
            Assert.True(sightings.Count <= world.Config.Routing.MaxAttempts);
            Assert.Equal(sightings.Count, trace?.Attempts.Count ?? 0);
            for (var index = 0; index < sightings.Count; index++)
            {
                AssertRow(sightings[index], told[sightings[index]], trace!.Attempts[index], streaming, isLast: index == sightings.Count - 1);
            }

            Assert.Equal(error is null, trace?.Attempts.Any(attempt => attempt.IsWinner) ?? false);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancellation_AtAnyMoment_NeverFailsOverAndLeavesOneRow(bool streaming) => PropertyRun.ForSeeds(async seed =>
    {
        var random = new WorldGenerator(seed);
        using var source = new CancellationTokenSource();
        var cancelAt = random.Number(3);
        var sightings = 0;
        var world = World.Build(random.Next(), _ =>
        {
            if (sightings++ >= cancelAt)
            {
                source.Cancel();
            }

            return new ProviderBehaviour(FailureCategory.ServerError, 0);
        });
        await using var router = new WorldRouter(world);
        var options = WorldRouter.Options(random);
        var error = await Record.ExceptionAsync(async () =>
        {
            ChatMessage[] messages = [new(ChatRole.User, "hello")];
            if (streaming)
            {
                await foreach (var _ in router.Router.GetStreamingResponseAsync(messages, options, source.Token))
                {
                }
            }
            else
            {
                await router.Router.GetResponseAsync(messages, options, source.Token);
            }
        });
        if (source.IsCancellationRequested)
        {
            Assert.IsAssignableFrom<OperationCanceledException>(error);
            Assert.Equal(cancelAt + 1, world.Sightings.Count);
        }
    });

    private static void AssertRow(Sighting sighting, ProviderBehaviour told, AttemptRecord row, bool streaming, bool isLast)
    {
        Assert.Equal(sighting.Number, row.Number);
        Assert.Equal(sighting.Candidate.DeploymentId, row.Deployment);
        Assert.Equal(told.Failure, row.Failure);
        var committed = told.Failure == FailureCategory.None || (streaming && told.Chunks > 0);
        Assert.Equal(committed, row.Committed);
        Assert.True(isLast || !committed, "An attempt was followed by another although its output was committed.");
    }
}
