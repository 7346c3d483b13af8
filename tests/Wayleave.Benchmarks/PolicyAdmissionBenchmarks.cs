using System.Text;
using BenchmarkDotNet.Attributes;
using Wayleave.Policies;

namespace Wayleave.Benchmarks;

/// <summary>A policy of 1 KB: admitted, normalised, hashed and compiled for the first time, and found again.</summary>
[MemoryDiagnoser]
public class PolicyAdmissionBenchmarks
{
    private readonly PolicyCache _cache = new(PolicyVocabulary.Core);
    private byte[] _json = [];

    [GlobalSetup]
    public void Setup()
    {
        var providers = string.Join(',', Enumerable.Range(0, 25).Select(static index => $"[\"provider_eq\",\"provider-{index:00}\"]"));
        _json = Encoding.UTF8.GetBytes(
            $$"""["policy",["and",["meets_req"],["not",["is","breaker_open"]],["cmp","price_out","le",25.5],["or",{{providers}}]],["add",["scale",0.7,["neg",["normalize",["field","price_in"]]]],["scale",0.3,["normalize",["field","context"]]]],["argmax"],["seq",["set_param","max_tokens",4096],["clamp_param","temperature",0,1]],["override",["always",{"action":"next_candidate"}],"auth_error",{"action":"disable_provider"}]]""");
        _cache.Get(_json);
    }

    [Benchmark(Baseline = true, Description = "admit and compile")]
    public object Admit() => Policy.Parse(_json).Compiled;

    [Benchmark(Description = "find by its bytes")]
    public object Find() => _cache.Get(_json);
}
