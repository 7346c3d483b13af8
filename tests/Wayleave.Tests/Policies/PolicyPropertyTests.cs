using System.Text;
using System.Text.Json.Nodes;
using Wayleave.Policies;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Policies;

public sealed class PolicyPropertyTests
{
    [Fact]
    public void NormalForm_NormalisedAgain_Stays() => PropertyRun.ForSeeds(seed =>
    {
        var normal = NormalForm.Of(Read(new RandomTerm(new Random(seed)).Policy()), out var encoding);
        NormalForm.Of(normal, out var again);
        Assert.Equal(Text(encoding), Text(again));
    });

    [Fact]
    public void NormalForm_ChildrenShuffled_IsTheSame() => PropertyRun.ForSeeds(seed =>
    {
        var make = new RandomTerm(new Random(seed));
        var written = make.Policy();
        NormalForm.Of(Read(written), out var one);
        NormalForm.Of(Read(make.Shuffled(written)!), out var other);
        Assert.Equal(Text(one), Text(other));
    });

    [Fact]
    public void Json_OfAnyPolicy_IsReadAsTheSamePolicy() => PropertyRun.ForSeeds(seed =>
    {
        var policy = Policy.Parse(new RandomTerm(new Random(seed)).Policy().ToJsonString());
        Assert.Equal(policy.Identity, Policy.Parse(policy.ToJson()).Identity);
    });

    [Fact]
    public void Evaluation_AnyPolicy_EqualsThePlainInterpreter() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var policy = NormalForm.Of(Read(new RandomTerm(random).Policy()), out _);
        var candidates = RandomCandidate.Some(random);
        var evaluation = Evaluate(policy, candidates, seed);
        var (ordered, scores, reasons) = NaiveInterpreter.Decide(policy, candidates, seed);
        Assert.Equal(ordered, evaluation.Ordered.ToArray());
        Assert.Equal(scores, evaluation.Scores.ToArray());
        Assert.Equal(reasons, candidates.Select((_, row) => evaluation.ReasonOf(row)));
    });

    [Fact]
    public void Evaluation_Reused_ForgetsWhatWasBefore() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var reused = new PolicyEvaluation();
        for (var round = 0; round < 3; round++)
        {
            var policy = new CompiledPolicy(NormalForm.Of(Read(new RandomTerm(random).Policy()), out _), PolicyVocabulary.Core, CompiledPolicy.NoCustoms);
            var columns = RandomCandidate.ColumnsOf(RandomCandidate.Some(random));
            var fresh = new PolicyEvaluation();
            fresh.Run(policy, columns, new() { Seed = seed });
            reused.Run(policy, columns, new() { Seed = seed });
            Assert.Equal(fresh.Ordered.ToArray(), reused.Ordered.ToArray());
            Assert.Equal(fresh.Scores.ToArray(), reused.Scores.ToArray());
            Assert.Equal(fresh.RejectedCount, reused.RejectedCount);
        }
    }, 300);

    [Fact]
    public void Envelope_AnyTwoPolicies_NeverWidens() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var make = new RandomTerm(random);
        var caller = Policy.Parse(make.Policy().ToJsonString());
        var envelope = Policy.Parse(make.Predicate(4).ToJsonString());
        var candidates = RandomCandidate.Some(random);
        var allowed = Survivors(envelope, candidates);
        var wanted = Survivors(caller, candidates);
        Assert.Equal(wanted.Intersect(allowed), Survivors(caller.Within(envelope), candidates));

        var ordered = Evaluate(caller.Within(envelope).Normal, candidates, seed).Ordered.ToArray();
        Assert.Subset(allowed.ToHashSet(), ordered.ToHashSet());
    });

    private static IEnumerable<int> Survivors(Policy policy, RandomCandidate[] candidates)
    {
        var evaluation = Evaluate(policy.Normal, candidates, 0);
        return [.. Enumerable.Range(0, candidates.Length).Where(row => evaluation.ReasonOf(row) is null)];
    }

    private static PolicyEvaluation Evaluate(Term policy, RandomCandidate[] candidates, double seed)
    {
        var evaluation = new PolicyEvaluation();
        evaluation.Run(new(policy, PolicyVocabulary.Core, CompiledPolicy.NoCustoms), RandomCandidate.ColumnsOf(candidates), new() { Seed = seed });
        return evaluation;
    }

    private static Term Read(JsonNode term) => TermReader.Read(Encoding.UTF8.GetBytes(term.ToJsonString()), PolicyVocabulary.Core, sugared: false);

    private static string Text(byte[] encoding) => Encoding.UTF8.GetString(encoding);
}
