using System.Text.RegularExpressions;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Structure;

/// <summary>Rules of the house that a file either keeps or not.</summary>
public sealed partial class SourceFileTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Sources_Length_IsAtMostThreeHundredLines() =>
        Assert.DoesNotContain(Sources(), static path => File.ReadLines(RepositoryFiles.PathOf(path)).Count() > MaxLines);

    [Fact]
    public void Sources_Notes_LeaveNothingToDo() =>
        Assert.DoesNotContain(Sources(), static path => Unfinished().IsMatch(RepositoryFiles.Read(path)));

    [Fact]
    public void Packages_EachHasItsReadme() =>
        Assert.All(ProjectFile.All, static project => Assert.True(File.Exists(RepositoryFiles.PathOf($"src/{project.Name}/README.md")), project.Name));

    private static List<string> Sources()
    {
        var sources = RepositoryFiles.Find("src", "*.cs").ToList();
        Assert.NotEmpty(sources);
        return sources;
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();
}
