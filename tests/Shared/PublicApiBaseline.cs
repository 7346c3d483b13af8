using System.Reflection;

namespace Wayleave.Tests.Shared;

/// <summary>Compares an assembly's public members with the file that was reviewed.</summary>
internal static class PublicApiBaseline
{
    /// <summary>The environment variable that, set to 1, rewrites the files instead of comparing.</summary>
    public const string UpdateVariable = "WAYLEAVE_UPDATE_PUBLIC_API";

    public static void Check(Assembly assembly)
    {
        var file = $"tests/Wayleave.Tests/PublicApi/{assembly.GetName().Name}.txt";
        var actual = PublicApiText.Of(assembly);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(RepositoryFiles.PathOf(file), string.Join('\n', actual) + "\n");
            return;
        }

        var reviewed = RepositoryFiles.Read(file).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var differences = actual.Except(reviewed).Select(static line => $"+ {line}").Concat(reviewed.Except(actual).Select(static line => $"- {line}")).ToList();
        Assert.True(
            differences.Count == 0,
            $"The public API differs from '{file}'. If that is meant, run the test with {UpdateVariable}=1 and review the file's diff.\n{string.Join('\n', differences)}");
        Assert.Equal(reviewed, actual);
    }
}
