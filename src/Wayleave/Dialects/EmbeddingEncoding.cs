namespace Wayleave.Dialects;

/// <summary>How a vector stands in JSON.</summary>
internal enum EmbeddingEncoding
{
    /// <summary>An array of numbers.</summary>
    Float,

    /// <summary>The base64 text of its 32-bit floats, little-endian.</summary>
    Base64,
}
