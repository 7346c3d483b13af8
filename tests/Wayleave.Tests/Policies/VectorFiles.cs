using Wayleave.Tests.Shared;

namespace Wayleave.Tests.Policies;

/// <summary>Where conformance vectors are: our own, the published ones where they lie beside the repository, and what an environment variable names.</summary>
internal static class VectorFiles
{
    public const string MoreFiles = "WAYLEAVE_SIGMA_POL_VECTORS";

    public static string OwnFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Data", "policies");

    public static IEnumerable<string> Find()
    {
        var published = RepositoryFiles.PathOf(Path.Combine("..", "shared", "sigma-pol"));
        return [.. FilesIn(OwnFolder), .. FilesIn(published), .. (Environment.GetEnvironmentVariable(MoreFiles) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Select(Path.GetFullPath).Order(StringComparer.Ordinal) : [];
}
