namespace Wayleave.Policies;

/// <summary>A policy that took part in a decision, and whose it is.</summary>
/// <param name="Source"><c>request</c>, <c>provider</c> for a request's preferences in that object, <c>tenant</c>, <c>plan</c> or <c>operator</c>; <c>effective</c> for what they make together.</param>
/// <param name="Id">The identity, shortened for people, such as <c>pol_8f41c2</c>.</param>
/// <param name="Identity">The identity: the SHA-256 of the canonical encoding, in lower-case hexadecimal.</param>
public sealed record PolicySource(string Source, string Id, string Identity);
