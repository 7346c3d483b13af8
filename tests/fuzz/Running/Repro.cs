namespace Wayleave.Fuzz.Running;

/// <summary>How to run one case again.</summary>
internal static class Repro
{
    public static string Of(string target, ulong seed, byte[] input) => $"repro --target {target} --case-seed {seed} --input {Convert.ToBase64String(input)}";
}
