using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Usage;

namespace Wayleave.Embeddings;

/// <summary>What an embedding request asks for: the inputs, and how its vectors shall be. Carried through the stages by <see cref="RoutedChatOptions"/>.</summary>
/// <remarks>Immutable, so that every attempt sends the same. Used by one request only.</remarks>
internal sealed class EmbeddingCall
{
    private readonly IReadOnlyList<string>? _texts;
    private readonly bool _hasTokens;

    /// <summary>Makes the call of a request that was made in process.</summary>
    public EmbeddingCall(IReadOnlyList<string> texts, RoutedEmbeddingOptions options)
    {
        _texts = texts;
        Options = options;
    }

    /// <summary>Makes the call of a request that came over the wire.</summary>
    public EmbeddingCall(EmbeddingWireRequest wire)
    {
        Wire = wire;
        Options = wire.Options;
    }

    private EmbeddingCall(bool hasTokens)
        : this([], new RoutedEmbeddingOptions()) => _hasTokens = hasTokens;

    /// <summary>Gets the request as it came over the wire, or null when it was made in process.</summary>
    public EmbeddingWireRequest? Wire { get; }

    /// <summary>Gets what was asked for beside the inputs; fields that the hub does not know are additional properties.</summary>
    public RoutedEmbeddingOptions Options { get; }

    /// <summary>Gets the number of inputs, and so of vectors.</summary>
    public int Count => Wire?.Count ?? _texts!.Count;

    /// <summary>Gets a value that tells whether the inputs are tokens, which only the vendor of the tokenizer understands.</summary>
    public bool HasTokens => Wire?.IsTokens ?? _hasTokens;

    /// <summary>Gets the inputs; not to be asked for when they are tokens.</summary>
    public IReadOnlyList<string> Texts => _texts ?? Wire!.Texts;

    /// <summary>Makes the call of a request that is only planned again, and of whose inputs nothing was kept.</summary>
    public static EmbeddingCall WithoutInputs(bool hasTokens) => new(hasTokens);

    /// <summary>Estimates the input tokens where the provider counted none; one that came over the wire by its size.</summary>
    public long EstimateTokens()
    {
        if (Wire is { } wire)
        {
            return wire.IsTokens ? wire.TokenCount : TokenEstimator.OfLength(wire.Input.Length);
        }

        var tokens = 0L;
        for (var index = 0; index < _texts!.Count; index++)
        {
            tokens += TokenEstimator.OfLength(Encoding.UTF8.GetByteCount(_texts[index]));
        }

        return tokens;
    }

    /// <summary>Gets the options that carry this call through the stages.</summary>
    public RoutedChatOptions ToRoutedOptions(bool isDryRun) => new()
    {
        ModelId = Options.ModelId,
        Tenant = Options.Tenant,
        User = Options.User,
        App = Options.App,
        NoLog = Options.NoLog,
        Policy = Options.Policy,
        IsDryRun = isDryRun,
        Embedding = this,
        Operation = UsageOperation.Embeddings,
    };
}
