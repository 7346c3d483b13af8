using System.Text.RegularExpressions;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Structure;

/// <summary>References between packages point one way only, and the documentation draws the same arrows.</summary>
public sealed partial class DependencyDirectionTests
{
    private static readonly string[] AllowedArrows =
    [
        "Wayleave -> Wayleave.Abstractions",
        "Wayleave.Abstractions -> Microsoft.Extensions.AI.Abstractions",
        "Wayleave.AspNetCore -> Wayleave",
        "Wayleave.Testing -> Wayleave",
    ];

    [Fact]
    public void Projects_References_AreTheAllowedArrows()
    {
        var arrows = ProjectFile.All.SelectMany(static project =>
            project.Projects.Concat(project.Name == "Wayleave.Abstractions" ? project.Packages : []).Select(target => $"{project.Name} -> {target}"));

        Assert.Equal(AllowedArrows, arrows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ArchitecturePage_Picture_ShowsTheAllowedArrows()
    {
        var drawn = Arrow().Matches(RepositoryFiles.Read("docs/architecture.md")).Select(static match => $"{match.Groups[1].Value} -> {match.Groups[2].Value}");

        Assert.Equal(AllowedArrows, drawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Wayleave_Packages_AreAllUsed()
    {
        var used = typeof(WayleaveRouter).Assembly.GetReferencedAssemblies().Select(static name => name.Name);
        var project = Assert.Single(ProjectFile.All, static project => project.Name == "Wayleave");

        Assert.Empty(project.Packages.Except(used));
    }

    [Fact]
    public void Wayleave_Assembly_KnowsNoAspNetCore() =>
        Assert.DoesNotContain(typeof(WayleaveRouter).Assembly.GetReferencedAssemblies(), static name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [GeneratedRegex(@"^(Wayleave[\w.]*) +─► +([\w.]+) *$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
