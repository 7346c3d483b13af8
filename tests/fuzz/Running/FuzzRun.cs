using System.Diagnostics;
using Wayleave.Fuzz.Http;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Running;

/// <summary>Runs the cases of all targets that were asked for, and reports.</summary>
internal sealed class FuzzRun(FuzzOptions options)
{
    private readonly Dictionary<string, long> _findings = [];

    /// <summary>Runs all cases.</summary>
    /// <returns>The exit code: 1 when something was found.</returns>
    public int RunAll()
    {
        var targets = (options.Command == "http" ? HttpTargets() : CodecTargets()).Where(target => options.Wants(target.Name)).ToArray();
        if (targets.Length == 0)
        {
            throw new UsageException($"Nothing matches --dialect '{options.Dialect}' and --target '{options.Target}'.");
        }

        Console.WriteLine($"seed {options.Seed}, cases {options.From} to {options.From + options.Cases - 1} of each target");
        Console.WriteLine($"{"target",-34}{"cases",12}{"accepted",10}{"bytes",14}{"time",10}{"longest",10}{"which",12}{"alloc/B",9}{"findings",10}");
        using var watch = new HangWatch();
        foreach (var target in targets)
        {
            Run(target, watch);
            if (_findings.Count >= options.Findings)
            {
                break;
            }
        }

        return _findings.Count == 0 ? 0 : 1;
    }

    /// <summary>Runs one case.</summary>
    public static int RunOne(FuzzOptions options)
    {
        var targets = CodecTargets().Concat(HttpTargets());
        var target = targets.FirstOrDefault(target => target.Name == options.Target)
            ?? throw new UsageException($"'{options.Target}' is no target. Valid: {string.Join(", ", targets.Select(static target => target.Name))}.");
        var accepted = new CaseBounds().Run(target, options.Input, new SplitMix(options.CaseSeed));
        Console.WriteLine(accepted ? "accepted" : "refused as declared");
        return 0;
    }

    private static IEnumerable<FuzzTarget> HttpTargets()
    {
        foreach (var samples in DialectSamples.All)
        {
            if (samples.Requests.Length > 0)
            {
                yield return new HttpRequestTarget(samples);
            }

            yield return new HttpReplyTarget(samples);
        }

        foreach (var samples in EmbeddingSamples.All)
        {
            yield return new HttpEmbeddingTarget(samples, answers: false);
            yield return new HttpEmbeddingTarget(samples, answers: true);
        }
    }

    private static IEnumerable<FuzzTarget> CodecTargets()
    {
        foreach (var samples in DialectSamples.All)
        {
            if (samples.Requests.Length > 0)
            {
                yield return new RequestTarget(samples);
            }

            if (samples.Counts.Length > 0)
            {
                yield return new CountTarget(samples, answers: false);
            }

            if (samples.CountAnswers.Length > 0)
            {
                yield return new CountTarget(samples, answers: true);
            }

            yield return new AnswerTarget(samples);
            yield return new StreamTarget(samples);
            yield return new ErrorTarget(samples);
        }

        foreach (var samples in EmbeddingSamples.All)
        {
            if (samples.Requests.Length > 0)
            {
                yield return new EmbeddingRequestTarget(samples);
            }

            yield return new EmbeddingAnswerTarget(samples);
        }
    }

    private void Run(FuzzTarget target, HangWatch watch)
    {
        var bounds = new CaseBounds();
        var start = Stopwatch.GetTimestamp();
        long accepted = 0, bytes = 0, cases = 0, slowest = 0;
        var before = _findings.Count;
        for (; cases < options.Cases && _findings.Count < options.Findings; cases++)
        {
            var seed = SplitMix.CaseSeed(options.Seed, (ulong)(options.From + cases));
            var random = new SplitMix(seed);
            var input = target.Make(ref random);
            bytes += input.Length;
            var longest = bounds.Longest;
            watch.Begin(target.Name, input, seed);
            try
            {
                accepted += bounds.Run(target, input, new SplitMix(seed)) ? 1 : 0;
            }
            catch (Exception e)
            {
                Report(target, input, seed, Finding.Of(e));
            }

            slowest = bounds.Longest > longest ? options.From + cases : slowest;
        }

        Console.WriteLine(
            $"{target.Name,-34}{cases,12:N0}{(double)accepted / cases,10:P1}{bytes,14:N0}{Stopwatch.GetElapsedTime(start).TotalSeconds,8:F1} s{bounds.Longest.TotalMilliseconds,7:F0} ms{slowest,12:N0}{bounds.WorstBytesPerByte,9:F0}{_findings.Count - before,10}");
    }

    private void Report(FuzzTarget target, byte[] input, ulong seed, Finding finding)
    {
        var key = $"{target.Name} {finding.Signature}";
        if (_findings.TryGetValue(key, out var count))
        {
            _findings[key] = count + 1;
            return;
        }

        _findings[key] = 1;
        var small = Minimiser.Minimise(target, input, new SplitMix(seed), finding.Signature);
        Console.WriteLine($"FOUND {target.Name}: {finding.Detail}{Environment.NewLine}  input  {Shape.Show(small)}{Environment.NewLine}  {Repro.Of(target.Name, seed, small)}");
    }
}
