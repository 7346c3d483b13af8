using System.Security.Cryptography;
using System.Text;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies;

/// <summary>A policy of the language sigma-pol/v2: who may serve a request, in which order, with which parameters, and what follows a failure.</summary>
/// <remarks>Immutable and safe for any number of threads. Two policies that mean the same by the language's equations have one identity.</remarks>
public sealed class Policy
{
    /// <summary>The language and its version, as it stands before every canonical encoding.</summary>
    public const string Grammar = "sigma-pol/v2";

    private const int ShortDigits = 6;

    private readonly byte[] _encoding;
    private string? _canonical;
    private CompiledPolicy? _compiled;

    private Policy(Term admitted, PolicyVocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        Normal = NormalForm.Of(admitted, out _encoding);
        Identity = Convert.ToHexStringLower(SHA256.HashData(_encoding));
        Id = $"pol_{Identity[..ShortDigits]}";
    }

    /// <summary>Gets the identity, shortened for people: <c>pol_</c> and six hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Gets the identity: the SHA-256 of <see cref="Canonical"/>'s UTF-8 bytes, in lower-case hexadecimal.</summary>
    public string Identity { get; }

    /// <summary>Gets the canonical encoding of the normal form, with the language's version before it.</summary>
    public string Canonical => _canonical ??= Encoding.UTF8.GetString(_encoding);

    /// <summary>Gets what the policy may speak of.</summary>
    public PolicyVocabulary Vocabulary { get; }

    internal Term Normal { get; }

    /// <summary>Gets the programs; without transforms of a host's own.</summary>
    internal CompiledPolicy Compiled => _compiled ??= new(Normal, Vocabulary, CompiledPolicy.NoCustoms);

    /// <summary>Admits a policy.</summary>
    /// <param name="json">A term of the sort Policy, or a predicate alone, which stands for a filter that keeps the router's own order. At most 64 KB.</param>
    /// <param name="vocabulary">The declared fields and tiers, or <see langword="null"/> for <see cref="PolicyVocabulary.Core"/>.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="RouteException">It is not admitted; <see cref="RouteException.Param"/> holds the JSON pointer to the first fault.</exception>
    public static Policy Parse(ReadOnlySpan<byte> json, PolicyVocabulary? vocabulary = null)
    {
        vocabulary ??= PolicyVocabulary.Core;
        var term = TermReader.Read(json, vocabulary, sugared: true);
        return term.Sort switch
        {
            TermSort.Policy => new(term, vocabulary),
            TermSort.Pred => new(PolicySugar.Lift(term), vocabulary),
            _ => throw PolicyFault.At("", $"'{term.Operation.Name}', which gives a {term.Sort}", "'policy', or a predicate alone"),
        };
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, PolicyVocabulary?)"/>
    public static Policy Parse(string json, PolicyVocabulary? vocabulary = null)
    {
        ArgumentNullException.ThrowIfNull(json);

        // A string's half of a surrogate pair would become another character, and the policy another policy.
        try
        {
            return Parse(Strict.GetBytes(json), vocabulary);
        }
        catch (EncoderFallbackException)
        {
            throw PolicyFault.NotUtf8();
        }
    }

    /// <summary>Begins a policy written in C#: <c>Policy.Where(Field.Region.Is("eu")).OrderBy(Field.Number("price_out"))</c>.</summary>
    /// <param name="condition">Who may serve; <see cref="Field.Any"/> for everybody.</param>
    /// <returns>The builder, whose <see cref="PolicyBuilder.ToJson"/> is a term of the language.</returns>
    public static PolicyBuilder Where(PolicyPredicate condition) => new PolicyBuilder().Where(condition);

    /// <summary>Narrows the policy: whoever serves must pass the envelope's filter as well. The rest of the envelope is not looked at.</summary>
    /// <param name="envelope">An operator's, plan's or tenant's policy, of the same vocabulary.</param>
    /// <returns>The narrowed policy, with an identity of its own.</returns>
    /// <exception cref="RouteException">The envelope's selector leaves candidates out, which no filter can say.</exception>
    public Policy Within(Policy envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var selector = envelope.Normal.Terms[2];
        if (selector.Code is Op.Chain or Op.TopK)
        {
            throw PolicyFault.NotAnEnvelope(selector.Operation.Name);
        }

        Term[] slots = [Term.Of(Op.And, envelope.Normal.Terms[0], Normal.Terms[0]), .. Normal.Terms.AsSpan(1)];
        return new(Term.Of(Op.Policy, slots), Vocabulary);
    }

    /// <summary>Gets the normal form as a term in JSON: read again, it is the same policy.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => TermJson.Of(Normal);

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
