using System.Security.Cryptography;
using System.Text;

namespace Wayleave.Dialects;

/// <summary>Who sealed a thought: the provider and, where the seal is bound to an account, its key.</summary>
/// <remarks>
/// A seal (an encrypted reasoning item, a signature of thinking) is opaque to callers and readable by its maker alone. Every seal
/// that reaches a caller carries a tag that names the maker as a digest, so that any node knows later, without a table, who can
/// read it. The tag never reaches a provider.
/// </remarks>
/// <param name="Provider">The provider's id.</param>
/// <param name="Account">The credential's id; null where every account of the provider can read the seal.</param>
internal readonly record struct SealOrigin(string? Provider, string? Account)
{
    /// <summary>How every tag begins. Nothing in it is ever escaped in JSON.</summary>
    public const string Mark = "wl1.";

    private const int DigestBytes = 8;

    /// <summary>Gets the tag, made anew each time: most requests and answers need none.</summary>
    public string Tag => Provider is null ? "" : $"{Mark}{DigestOf($"{Provider}\n{Account}")}.";

    /// <summary>Tells whether a seal carries any maker's tag.</summary>
    public static bool IsTagged(string? seal) => seal?.StartsWith(Mark, StringComparison.Ordinal) == true;

    /// <summary>Tells whether a seal carries the tag of this maker.</summary>
    public bool Made(string? seal) => IsTagged(seal) && Provider is not null && seal!.StartsWith(Tag, StringComparison.Ordinal);

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
}
