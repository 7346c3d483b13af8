using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>The matrix as <c>docs/dialects.md</c> prints it.</summary>
internal static class MatrixPage
{
    public const string Path = "docs/dialects.md";

    private const string Heading = "Matrix";

    /// <summary>Gets the cells of the page, row by row.</summary>
    public static IReadOnlyList<string[]> Rows() => new MarkdownPage(Path).Rows(Heading);

    /// <summary>Gets the marks that the page explains.</summary>
    public static IReadOnlyList<string> ExplainedMarks() => [.. new MarkdownPage(Path).Rows("Marks").Select(static row => row[0])];

    /// <summary>Puts other cells into the page; everything around the table stays.</summary>
    public static void Rewrite(IReadOnlyList<string> dialects, IEnumerable<string[]> rows)
    {
        var lines = RepositoryFiles.Read(Path).ReplaceLineEndings("\n").Split('\n').ToList();
        var heading = lines.IndexOf($"## {Heading}");
        var first = lines.FindIndex(heading, static line => line.StartsWith('|'));
        var end = lines.FindIndex(first, static line => !line.StartsWith('|'));
        lines.RemoveRange(first, end - first);
        lines.InsertRange(first,
        [
            Line(["endpoint", "feature", .. dialects.Select(static dialect => $"`{dialect}`")]),
            Line(Enumerable.Repeat("---", dialects.Count + 2)),
            .. rows.Select(static row => Line([$"`{row[0]}`", .. row[1..]])),
        ]);
        File.WriteAllText(RepositoryFiles.PathOf(Path), string.Join('\n', lines));
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
