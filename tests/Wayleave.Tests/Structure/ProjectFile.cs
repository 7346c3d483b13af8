using System.Xml.Linq;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Structure;

/// <summary>What a project of <c>src/</c> refers to.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<ProjectFile> All { get; } = [.. RepositoryFiles.Find("src", "*.csproj").Select(Read)];

    private static ProjectFile Read(string path)
    {
        var project = XDocument.Parse(RepositoryFiles.Read(path));
        return new(
            Path.GetFileNameWithoutExtension(path),
            [.. Includes(project, "ProjectReference").Select(static reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            [.. Includes(project, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(static item => item.Attribute("Include")!.Value);
}
