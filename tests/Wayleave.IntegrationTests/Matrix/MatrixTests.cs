using Wayleave.Testing;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>Every endpoint reaches every provider: the official clients, over each dialect, feature by feature.</summary>
public sealed class MatrixTests
{
    /// <summary>The environment variable that, set to 1, rewrites the table of the page instead of comparing.</summary>
    private const string UpdateVariable = "WAYLEAVE_UPDATE_MATRIX";

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var row in MatrixRun.Rows)
            {
                foreach (var dialect in MatrixRun.Dialects)
                {
                    data.Add(row.Endpoint, row.Feature, dialect.ToString());
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Cell_DoesWhatThePageSays(string endpoint, string feature, string dialect)
    {
        var row = MatrixRun.Rows.Single(row => (row.Endpoint, row.Feature) == (endpoint, feature));

        var mark = await MatrixRun.MarkAsync(row, Enum.Parse<ScriptedDialect>(dialect));

        Assert.Contains(mark, MatrixPage.ExplainedMarks());
    }

    [Fact]
    public async Task Table_OfThePage_IsWhatTheClientsGot()
    {
        var rows = new List<string[]>();
        foreach (var row in MatrixRun.Rows)
        {
            var marks = await Task.WhenAll(MatrixRun.Dialects.Select(dialect => MatrixRun.MarkAsync(row, dialect)));
            rows.Add([row.Endpoint, row.Feature, .. marks]);
        }

        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            MatrixPage.Rewrite([.. MatrixRun.Dialects.Select(static dialect => dialect.ToString())], rows);
        }

        Assert.True(
            rows.Select(static row => string.Join(" | ", row)).SequenceEqual(MatrixPage.Rows().Select(static row => string.Join(" | ", row))),
            $"The matrix of '{MatrixPage.Path}' is not what the clients got. If the new one is meant, run the test with {UpdateVariable}=1 and review the page's diff.");
    }

    [Fact]
    public void Marks_ThatThePageExplains_AreAllInUse() =>
        Assert.Equal(MatrixPage.ExplainedMarks().Order(), MatrixPage.Rows().SelectMany(static row => row[2..]).Distinct().Order());
}
