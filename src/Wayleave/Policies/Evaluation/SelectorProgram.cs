using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A selector in normal form, compiled: nested <c>top_k</c> cut the order of what is innermost to the smallest of them.</summary>
internal sealed class SelectorProgram
{
    public SelectorProgram(Term selector)
    {
        for (; selector.Code == Op.TopK; selector = selector.Terms[0])
        {
            // A count may be larger than any number of candidates.
            Limit = (int)Math.Min(Limit, selector.Parameters[0].Number);
        }

        Code = selector.Code;
        if (Code == Op.Sample)
        {
            var temperature = Math.Max(selector.Parameters[0].Number, 0);
            Decay = temperature / (temperature + 1);
        }
        else if (Code == Op.Chain)
        {
            var links = selector.Parameters[0].Items;
            for (var index = 0; index < links.Length; index++)
            {
                // Of a repeated link the last place counts.
                Links[$"{ChainLink.ProviderOf(links[index])}|{ChainLink.ModelOf(links[index])}"] = index + 1;
            }
        }
    }

    /// <summary>Gets <c>argmax</c>, <c>ordered</c>, <c>sample</c> or <c>chain</c>.</summary>
    public Op Code { get; }

    /// <summary>Gets how many may be tried.</summary>
    public int Limit { get; } = int.MaxValue;

    /// <summary>Gets what a rank's weight is of the weight before it.</summary>
    public double Decay { get; }

    /// <summary>Gets the links of a chain and their places, from 1.</summary>
    public Dictionary<string, int> Links { get; } = new(StringComparer.Ordinal);
}
