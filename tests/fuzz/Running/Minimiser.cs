using System.Diagnostics;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Running;

/// <summary>Makes a failing input smaller as long as it fails in the same way.</summary>
internal static class Minimiser
{
    private const int MaxRuns = 4000;

    // A case that is found slow is as slow each time; well below what counts as a hang.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    public static byte[] Minimise(FuzzTarget target, byte[] input, SplitMix random, string signature)
    {
        var runs = 0;
        var begin = Stopwatch.GetTimestamp();
        for (var size = input.Length / 2; size > 0 && MayGoOn(); size = size > 1 && size < 8 ? size - 1 : size / 2)
        {
            for (var start = 0; start < input.Length && MayGoOn();)
            {
                var smaller = Mutator.Replace(input, start, Math.Min(input.Length, start + size), []);
                runs++;
                if (Fails(target, smaller, random, signature))
                {
                    input = smaller;
                }
                else
                {
                    start += size;
                }
            }
        }

        return input;

        bool MayGoOn() => runs < MaxRuns && Stopwatch.GetElapsedTime(begin) < MaxTime;
    }

    private static bool Fails(FuzzTarget target, byte[] input, SplitMix random, string signature)
    {
        try
        {
            new CaseBounds().Run(target, input, random);
            return false;
        }
        catch (Exception e)
        {
            return Finding.Of(e).Signature == signature;
        }
    }
}
