namespace Wayleave.Dialects;

/// <summary>Where a top-level member of a request stands, so that nobody has to read the body again to find it.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Name">The name, without its quotation marks and as it is spelled.</param>
/// <param name="Value">The value.</param>
internal readonly record struct TopMember(RequestField Field, ByteRange Name, ByteRange Value);
