using System.Collections.Concurrent;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Checks every answer of one gateway that its test reads. Thread-safe.</summary>
/// <param name="exemption">Why the answers of the test may have another shape; null when they may not.</param>
internal sealed class ShapeWatch(string? exemption)
{
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>Gets what was wrong so far.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public void Inspect(RecordedResponse response)
    {
        foreach (var fault in ResponseShape.Faults(response))
        {
            _faults.Enqueue($"{response.Method} {response.Path}, {response.Status}: {fault}");
        }
    }

    /// <summary>Fails when an answer had a shape that its endpoint's clients do not expect, or when the exemption is idle.</summary>
    public void AssertClean()
    {
        if (exemption is not null)
        {
            Assert.False(_faults.IsEmpty, $"No answer has an odd shape, though '{exemption}': take the exemption away.");
        }
        else
        {
            Assert.True(_faults.IsEmpty, $"Answers have a wrong shape. A test that breaks it on purpose says why in GatewaySetup.{nameof(Hosting.GatewaySetup.OddShapes)}.\n{string.Join('\n', _faults)}");
        }
    }
}
