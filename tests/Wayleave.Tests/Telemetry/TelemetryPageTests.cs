using System.Reflection;
using System.Text.RegularExpressions;
using Wayleave.Telemetry;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Telemetry;

/// <summary>The telemetry page names everything that telemetry uses, and nothing else.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly string Page = RepositoryFiles.Read("docs/telemetry.md");

    [Fact]
    public void Page_NamesEveryTagMetricAndActivity()
    {
        var names = typeof(TelemetryNames).GetNestedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
        var written = Name().Matches(Page).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.DoesNotContain(names, name => !Page.Contains($"`{name}`", StringComparison.Ordinal) && name != TelemetryNames.Activities.Chat);
        Assert.DoesNotContain(written, name => !names.Contains(name));
    }

    [Fact]
    public void Page_ListsEveryLogEvent()
    {
        var events = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);
        Assert.Equal(events.Count, events.Values.Distinct().Count());
        var listed = EventRow().Matches(Page).ToDictionary(match => match.Groups[2].Value, match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(events.OrderBy(item => item.Value), listed.OrderBy(item => item.Value));
    }

    [GeneratedRegex(@"`((?:gen_ai|wayleave)\.[a-z_.]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();
}
