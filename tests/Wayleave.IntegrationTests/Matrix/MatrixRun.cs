using System.Collections.Concurrent;
using Wayleave.IntegrationTests.Matrix.Clients;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>All cells of the matrix, each tried once in a run of the tests, whoever asks for it.</summary>
internal static class MatrixRun
{
    private static readonly ConcurrentDictionary<(MatrixRow, ScriptedDialect), Lazy<Task<string>>> Cells = new();

    public static IReadOnlyList<ScriptedDialect> Dialects { get; } =
        [ScriptedDialect.OpenAIChat, ScriptedDialect.OpenAIResponses, ScriptedDialect.AnthropicMessages, ScriptedDialect.Gemini];

    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        .. from client in MatrixClient.All
           from feature in ConversationFeatures.All
           from streaming in (bool[])[false, true]
           select new MatrixRow(client.Endpoint, streaming ? $"{feature.Name}, streamed" : feature.Name, rig => feature.Run(rig, client, streaming)),
        .. SingleFeatures.All,
    ];

    /// <summary>Gets the mark of a cell.</summary>
    public static Task<string> MarkAsync(MatrixRow row, ScriptedDialect dialect) =>
        Cells.GetOrAdd((row, dialect), static cell => new Lazy<Task<string>>(() => TryAsync(cell.Item1, cell.Item2))).Value;

    private static async Task<string> TryAsync(MatrixRow row, ScriptedDialect dialect)
    {
        await using var rig = await MatrixRig.StartAsync(dialect);
        return await row.Run(rig);
    }
}
