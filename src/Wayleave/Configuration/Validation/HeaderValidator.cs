using System.Buffers;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Providers:{id}:Headers</c>: nothing that the router sets itself, nothing that is a secret.</summary>
internal static class HeaderValidator
{
    private const int MaxHeaders = 16;
    private const int MaxLength = 1024;

    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] Taken =
    [
        "Accept", "Accept-Encoding", "User-Agent", "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect", "Via",
        "anthropic-version", "traceparent", "tracestate", "baggage",
    ];

    // A header of such a name would stand in clear in configuration, and go out without the choke point's check.
    private static readonly string[] Secretive = ["auth", "key", "token", "secret", "password", "cookie", "credential", "signature"];

    public static void Validate(string path, IReadOnlyDictionary<string, string> headers, ConfigProblems problems)
    {
        if (headers.Count > MaxHeaders)
        {
            problems.Error(path, $"'{headers.Count}' headers are too many; valid: up to {MaxHeaders}.");
        }

        foreach (var (name, value) in headers)
        {
            if (name.Length is 0 or > 128 || name.AsSpan().ContainsAnyExcept(Token))
            {
                problems.Error(path, $"'{name}' is not the name of a header.");
            }
            else if (Taken.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase))
            {
                problems.Error(path, $"'{name}' is set by the router, or by the connection. Remove it.");
            }
            else if (Array.Exists(Secretive, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Error(path, $"'{name}' sounds like a secret, which a header of the configuration must not be. Keys belong under Wayleave:Credentials.");
            }
            else if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLength || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                problems.Error($"{path}:{name}", $"the value must be 1 to {MaxLength} visible ASCII characters.");
            }
        }
    }
}
