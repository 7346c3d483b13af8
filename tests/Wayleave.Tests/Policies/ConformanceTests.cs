using System.Globalization;
using System.Text.Json;

namespace Wayleave.Tests.Policies;

/// <summary>Every vector reproduces to the bit, and scores within 1e-12.</summary>
public sealed class ConformanceTests
{
    private const string ReportVariable = "WAYLEAVE_SIGMA_POL_REPORT";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000_000 };

    public static TheoryData<string> Files => [.. VectorFiles.Find()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Vectors_Replayed_Reproduce(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
        var vectors = document.RootElement.GetProperty("vectors");
        var failures = new List<string>();
        foreach (var vector in vectors.EnumerateArray())
        {
            var differences = VectorReplay.DifferencesOf(vector);
            if (differences.Count > 0)
            {
                failures.Add($"{vector.GetProperty("name").GetString()}: {string.Join("; ", differences)}");
            }
        }

        Assert.True(vectors.GetArrayLength() > 0, $"'{path}' has no vector.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {vectors.GetArrayLength()} vectors of '{path}' fail:\n{string.Join('\n', failures)}");
        Report(path, vectors.GetArrayLength());
    }

    // How a pipeline knows that the files which it has were replayed, and not merely looked for.
    private static void Report(string path, int count)
    {
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } report)
        {
            File.AppendAllText(report, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(path)} {count}\n"));
        }
    }
}
