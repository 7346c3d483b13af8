namespace Wayleave.IntegrationTests.Shapes;

/// <summary>An answer as its caller read it.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The request's path.</param>
/// <param name="IsAnthropic">Whether the request said that Anthropic's client sent it.</param>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The media type, or null.</param>
/// <param name="Body">The body as far as it was read.</param>
/// <param name="IsWhole">Whether it was read to its end, and nothing cut it off.</param>
internal sealed record RecordedResponse(string Method, string Path, bool IsAnthropic, int Status, string? MediaType, byte[] Body, bool IsWhole);
