using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Running;

/// <summary>Makes a failing input smaller as long as it fails in the same way.</summary>
internal static class Minimiser
{
    private const int MaxRuns = 4000;

    public static byte[] Minimise(FuzzTarget target, byte[] input, SplitMix random, string signature)
    {
        var runs = 0;
        for (var size = input.Length / 2; size > 0 && runs < MaxRuns; size = size > 1 && size < 8 ? size - 1 : size / 2)
        {
            for (var start = 0; start < input.Length && runs < MaxRuns;)
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
