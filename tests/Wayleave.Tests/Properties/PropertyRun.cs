using FsCheck;
using FsCheck.Fluent;

namespace Wayleave.Tests.Properties;

/// <summary>Runs a property over many seeds; a failure names the seed, which alone reproduces it.</summary>
internal static class PropertyRun
{
    public const int Cases = 1000;

    public static void ForSeeds(Action<int> holds, int cases = Cases) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases).WithStartSize(0).WithEndSize(int.MaxValue / 2).WithQuietOnSuccess(true),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                try
                {
                    holds(seed);
                    return true;
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
                }
            }));

    public static void ForSeeds(Func<int, Task> holds, int cases = Cases) =>
        ForSeeds(seed => holds(seed).GetAwaiter().GetResult(), cases);
}
