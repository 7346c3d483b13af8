namespace Wayleave.Tests.Policies;

/// <summary>Where conformance vectors are: our own, the published ones where they lie beside the repository, and what an environment variable names.</summary>
internal static class VectorFiles
{
    public const string MoreFiles = "WAYLEAVE_SIGMA_POL_VECTORS";

    public static string OwnFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Data", "policies");

    public static IEnumerable<string> Find()
    {
        var published = Repository() is { } root ? Path.Combine(root, "..", "shared", "sigma-pol") : null;
        return [.. FilesIn(OwnFolder), .. FilesIn(published), .. (Environment.GetEnvironmentVariable(MoreFiles) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static IEnumerable<string> FilesIn(string? folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Select(Path.GetFullPath).Order(StringComparer.Ordinal) : [];

    private static string? Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "sdk.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
