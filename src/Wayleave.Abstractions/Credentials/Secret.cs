using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Wayleave;

/// <summary>A credential's value, opaque to logs, debuggers, serializers and string formatting.</summary>
/// <remarks>
/// Immutable and thread-safe. Every implicit way to text yields <see cref="Masked"/>; the clear value is read only by
/// calling <see cref="Reveal"/>, which the library does in the last message handler before the network.
/// </remarks>
[DebuggerDisplay("{Masked,nq}")]
public sealed class Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a clear value.</summary>
    /// <param name="value">The clear value; may be empty, never <see langword="null"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Gets a value that tells whether there is nothing inside.</summary>
    [JsonIgnore]
    public bool IsEmpty => _value.Length == 0;

    /// <summary>Gets the masked form: three dots and the last four characters, or only dots when the value is shorter than twelve.</summary>
    public string Masked => _value.Length >= 12 ? $"...{_value[^4..]}" : "...";

    /// <summary>Gets the clear value. Put it into a request, never into text that anyone stores.</summary>
    /// <returns>The clear value.</returns>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Gets the masked form.</summary>
    /// <returns><see cref="Masked"/>.</returns>
    public override string ToString() => Masked;
}
