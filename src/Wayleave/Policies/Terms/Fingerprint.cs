using System.Globalization;

namespace Wayleave.Policies.Terms;

/// <summary>The short key that the published vectors carry beside each encoding. It is no identity.</summary>
internal static class Fingerprint
{
    public static string Of(ReadOnlySpan<byte> encoding)
    {
        ulong first = 5381, second = 52711;
        foreach (var value in encoding)
        {
            first = ((first * 31) + value) % 2147483647;
            second = ((second * 37) + value) % 2147483629;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{first}-{second}");
    }
}
