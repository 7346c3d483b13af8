namespace Wayleave.Load;

/// <summary>One kind of load.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Connections">How many connections, each with one request at a time.</param>
/// <param name="Body">The request's body.</param>
/// <param name="MaxRequests">The most requests per connection and measurement, so that memory for latencies is bounded.</param>
internal sealed record Scenario(string Name, int Connections, byte[] Body, int MaxRequests = 1_000_000)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("small, 16 connections", 16, ChatBodies.Make(300)),
        new("32 KB, 16 connections", 16, ChatBodies.Make(32 * 1024)),
        new("stream of 64 chunks, 16 connections", 16, ChatBodies.Make(300, stream: true)),
        new("paced stream of 64 chunks, 16 connections", 16, ChatBodies.Make(300, stream: true, ChatBodies.PacedMarker)),
        new("small, 1 connection", 1, ChatBodies.Make(300)),
        new("stream with a pause behind the first content, 1 connection", 1, ChatBodies.Make(300, stream: true, ChatBodies.PauseMarker)),
    ];
}
