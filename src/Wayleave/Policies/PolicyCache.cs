using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Wayleave.Policies;

/// <summary>
/// Policies by the bytes that were sent, so that each is admitted once, and by identity, so that the same policy, written in several
/// ways, is one object with one program. Bounded; safe for any number of threads.
/// </summary>
/// <remarks>
/// Two generations: what is found in the old one moves to the young one, and when that is full the old one is dropped. So what is
/// used stays, without a clock and without a lock on the way in. Refused policies are not kept.
/// </remarks>
internal sealed class PolicyCache
{
    private readonly PolicyVocabulary _vocabulary;
    private readonly int _entries;
    private readonly int _bytes;
    private readonly Lock _turn = new();
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    /// <param name="vocabulary">What admits.</param>
    /// <param name="entries">How many texts a generation holds.</param>
    /// <param name="bytes">How long they are together.</param>
    public PolicyCache(PolicyVocabulary vocabulary, int entries = 1024, int bytes = 4 * 1024 * 1024)
    {
        _vocabulary = vocabulary;
        _entries = entries;
        _bytes = bytes;
    }

    /// <summary>Gets how many texts are kept.</summary>
    public int Count => _young.ByText.Count + _old.ByText.Count;

    /// <summary>The policy of a text: known, or admitted now.</summary>
    /// <exception cref="RouteException">It is not admitted.</exception>
    public Policy Get(ReadOnlySpan<byte> json)
    {
        var young = _young;
        if (young.Find(json) is { } known)
        {
            return known;
        }

        var policy = _old.Find(json) ?? Policy.Parse(json, _vocabulary);
        policy = young.ByIdentity.GetOrAdd(policy.Identity, _old.ByIdentity.GetValueOrDefault(policy.Identity) ?? policy);
        if (young.ByText.TryAdd(json.ToArray(), policy) && (Interlocked.Add(ref young.Bytes, json.Length) > _bytes || young.ByText.Count > _entries))
        {
            Turn(young);
        }

        return policy;
    }

    /// <summary>Finds a policy by its full identity, while it is kept.</summary>
    public bool TryFind(string identity, [NotNullWhen(true)] out Policy? policy) =>
        _young.ByIdentity.TryGetValue(identity, out policy) || _old.ByIdentity.TryGetValue(identity, out policy);

    private void Turn(Generation full)
    {
        lock (_turn)
        {
            if (ReferenceEquals(_young, full))
            {
                _old = full;
                _young = new();
            }
        }
    }

    private sealed class Generation
    {
        public int Bytes;

        private readonly ConcurrentDictionary<byte[], Policy>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

        public Generation() => _bySpan = ByText.GetAlternateLookup<ReadOnlySpan<byte>>();

        public ConcurrentDictionary<byte[], Policy> ByText { get; } = new(TextComparer.Instance);

        public ConcurrentDictionary<string, Policy> ByIdentity { get; } = new(StringComparer.Ordinal);

        public Policy? Find(ReadOnlySpan<byte> json) => _bySpan.TryGetValue(json, out var policy) ? policy : null;
    }

    // Hashes with the process's own seed, so no caller can choose texts that collide; bytes decide.
    private sealed class TextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly TextComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
