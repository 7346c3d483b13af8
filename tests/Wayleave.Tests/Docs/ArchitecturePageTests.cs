using System.Text.RegularExpressions;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Docs;

/// <summary>The page about the architecture names the stages and folders that exist, in their order.</summary>
public sealed partial class ArchitecturePageTests
{
    private readonly MarkdownPage _page = new("docs/architecture.md");

    [Fact]
    public void Stages_Table_IsThePipelinesOrder()
    {
        var built = Stage().Matches(RepositoryFiles.Read("src/Wayleave/Pipeline/RouterPipeline.cs")).Select(static match => match.Groups[1].Value);

        Assert.Equal(["UsageStage", .. built], _page.Rows("The path of a request").Select(static row => row[0]));
    }

    [Fact]
    public void Folders_Table_IsTheFoldersOfTheRouter()
    {
        var folders = Directory.GetDirectories(RepositoryFiles.PathOf("src/Wayleave")).Select(static path => Path.GetFileName(path)!).Except(["bin", "obj"]);

        Assert.Equal(folders.Order(StringComparer.Ordinal), _page.Rows("Folders of the router").Select(static row => row[0]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"new (\w+Stage)\(")]
    private static partial Regex Stage();
}
