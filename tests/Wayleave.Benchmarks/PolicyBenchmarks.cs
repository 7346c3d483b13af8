using System.Text;
using BenchmarkDotNet.Attributes;
using Wayleave.Policies;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Benchmarks;

/// <summary>Decisions of an admitted policy over catalogs, with a filter of five clauses and two terms of score.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private const string Filter = """["and",["meets_req"],["not",["is","breaker_open"]],["cmp","price_out","le",25],["min_tier","marketplace"],["or",["provider_eq","p1"],["provider_eq","p2"],["provider_eq","p3"]]]""";
    private const string Scorer = """["add",["scale",0.7,["neg",["normalize",["field","price_in"]]]],["scale",0.3,["normalize",["field","context"]]]]""";

    private readonly PolicyEvaluation _evaluation = new();
    private readonly PolicyRequest _request = new() { Needs = RequestNeeds.Tools, MinContext = 4000, Seed = 42 };
    private readonly Policy _best = WithSelector("""["argmax"]""");
    private readonly Policy _sampled = WithSelector("""["top_k",5,["sample",0.5]]""");
    private CandidateColumns _columns = null!;

    [Params(20, 1_000, 10_000)]
    public int Candidates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        var vocabulary = PolicyVocabulary.Core;
        _columns = new(vocabulary);
        for (var index = 0; index < Candidates; index++)
        {
            var row = _columns.Add($"p{random.Next(5)}", $"m{random.Next(200)}", random.Next(3) == 0 ? "fallback" : "partner");
            _columns.SetNumber(row, vocabulary.SlotOf("price_in"), random.NextDouble() * 10);
            _columns.SetNumber(row, vocabulary.SlotOf("price_out"), random.NextDouble() * 30);
            _columns.SetNumber(row, vocabulary.SlotOf("context"), 1000 * random.Next(1, 200));
            _columns.AddCapability(row, "supports_tools");
        }
    }

    [Benchmark(Baseline = true, Description = "filter, score, argmax")]
    public int Best()
    {
        _evaluation.Run(_best.Compiled, _columns, _request);
        return _evaluation.Ordered.Length;
    }

    [Benchmark(Description = "filter, score, five of a sample")]
    public int Sampled()
    {
        _evaluation.Run(_sampled.Compiled, _columns, _request);
        return _evaluation.Ordered.Length;
    }

    private static Policy WithSelector(string selector) =>
        Policy.Parse(Encoding.UTF8.GetBytes($$"""["policy",{{Filter}},{{Scorer}},{{selector}},["id"],["always",{"action":"next_candidate"}]]"""));
}
