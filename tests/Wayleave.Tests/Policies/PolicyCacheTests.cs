using System.Text;
using Wayleave.Policies;

namespace Wayleave.Tests.Policies;

public sealed class PolicyCacheTests
{
    [Fact]
    public void SameText_AskedAgain_IsTheSameObject()
    {
        var cache = new PolicyCache(PolicyVocabulary.Core);
        Assert.Same(cache.Get("""["is","no_log"]"""u8), cache.Get("""["is","no_log"]"""u8));
    }

    [Fact]
    public void SamePolicy_WrittenOtherwise_IsTheSameObjectAndFoundByIdentity()
    {
        var cache = new PolicyCache(PolicyVocabulary.Core);
        var policy = cache.Get("""["is","no_log"]"""u8);
        Assert.Same(policy, cache.Get("""[ "and", ["is", "no_log"] ]"""u8));
        Assert.True(cache.TryFind(policy.Identity, out var found));
        Assert.Same(policy, found);
        Assert.False(cache.TryFind("pol_000000", out _));
    }

    [Fact]
    public void ManyTexts_StayBounded_AndWhatIsUsedStays()
    {
        var cache = new PolicyCache(PolicyVocabulary.Core, entries: 8);
        var used = cache.Get("""["is","no_log"]"""u8);
        for (var index = 0; index < 500; index++)
        {
            cache.Get(Encoding.UTF8.GetBytes($"[\"provider_eq\",\"p{index}\"]"));
            Assert.Same(used, cache.Get("""["is","no_log"]"""u8));
            Assert.InRange(cache.Count, 1, 18);
        }
    }

    [Fact]
    public void LongTexts_StayBoundedByTheirBytes()
    {
        var cache = new PolicyCache(PolicyVocabulary.Core, bytes: 10_000);
        for (var index = 0; index < 100; index++)
        {
            cache.Get(Encoding.UTF8.GetBytes($"[\"provider_eq\",\"{index}{new string('x', 4000)}\"]"));
            Assert.InRange(cache.Count, 1, 6);
        }
    }

    [Fact]
    public void RefusedText_IsNotKept()
    {
        var cache = new PolicyCache(PolicyVocabulary.Core);
        Assert.Throws<RouteException>(() => cache.Get("""["nothing"]"""u8));
        Assert.Equal(0, cache.Count);
    }
}
