using System.Text.RegularExpressions;

namespace Wayleave.Tests.Shared;

/// <summary>What tests read off a page of the documentation: tables by heading, code by language, links.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string[] _lines;

    public MarkdownPage(string path)
    {
        Path = path;
        _lines = RepositoryFiles.Read(path).ReplaceLineEndings("\n").Split('\n');
    }

    public string Path { get; }

    /// <summary>Gets the headings that stand above a table, with their markup taken off.</summary>
    public IReadOnlyList<string> TableHeadings =>
        Prose().Where(static line => line.Text.StartsWith("| ", StringComparison.Ordinal)).Select(static line => line.Heading).Distinct().ToList();

    /// <summary>Gets the rows of the tables under a heading, without head and rule; code marks are taken off the cells.</summary>
    public IReadOnlyList<string[]> Rows(string heading)
    {
        var rows = new List<string[]>();
        var inTable = 0;
        foreach (var (at, text) in Prose())
        {
            inTable = at == heading && text.StartsWith('|') ? inTable + 1 : 0;
            if (inTable > 2)
            {
                rows.Add([.. CellEnd().Split(text.Trim('|')).Select(static cell => cell.Replace("`", "", StringComparison.Ordinal).Replace("\\|", "|", StringComparison.Ordinal).Trim())]);
            }
        }

        return rows;
    }

    /// <summary>Gets the fenced blocks of a language.</summary>
    public IReadOnlyList<string> Code(string language)
    {
        var blocks = new List<string>();
        List<string>? open = null;
        foreach (var line in _lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
            }
            else if (open is null)
            {
                open = [line[3..].Trim()];
            }
            else
            {
                if (open[0] == language)
                {
                    blocks.Add(string.Join('\n', open[1..]));
                }

                open = null;
            }
        }

        return blocks;
    }

    /// <summary>Gets the targets of the links that lead to files of the repository or to headings of the page.</summary>
    public IEnumerable<string> LocalLinks() =>
        Prose().SelectMany(static line => Link().Matches(line.Text)).Select(static match => match.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Gets the anchors of the page's headings, as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors() =>
        Prose().Select(static line => NotInAnchor().Replace(line.Heading.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    private IEnumerable<(string Heading, string Text)> Prose()
    {
        var heading = "";
        var inCode = false;
        foreach (var line in _lines)
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && line.StartsWith('#'))
            {
                heading = line.TrimStart('#').Replace("`", "", StringComparison.Ordinal).Trim();
            }

            if (!inCode)
            {
                yield return (heading, line);
            }
        }
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
