using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Docs;

/// <summary>A link between pages leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages()
    {
        var pages = new TheoryData<string>("README.md", "CONTRIBUTING.md", "CHANGELOG.md");
        foreach (var page in RepositoryFiles.Find("docs", "*.md").Concat(RepositoryFiles.Find("src", "*.md")))
        {
            pages.Add(page);
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_LocalLinks_Resolve(string path)
    {
        var page = new MarkdownPage(path);

        Assert.DoesNotContain(page.LocalLinks(), target => !Resolves(page, target));
    }

    private static bool Resolves(MarkdownPage page, string target)
    {
        var (file, anchor) = target.Split('#', 2) switch
        {
            [var only] => (only, null),
            var parts => (parts[0], parts[1]),
        };
        var path = file.Length == 0 ? page.Path : Path.Combine(Path.GetDirectoryName(page.Path)!, file);
        var full = RepositoryFiles.PathOf(path);
        return (File.Exists(full) || (Directory.Exists(full) && anchor is null)) && (anchor is null || new MarkdownPage(path).Anchors().Contains(anchor));
    }
}
