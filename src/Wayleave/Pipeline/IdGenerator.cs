using System.Globalization;

namespace Wayleave.Pipeline;

/// <summary>Makes request ids: 48 bits of Unix milliseconds, then 80 random bits, as 32 lower-case hexadecimal digits that sort by time.</summary>
internal sealed class IdGenerator(TimeProvider clock, RandomSource random)
{
    public string Next()
    {
        var milliseconds = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        var high = (milliseconds << 16) | (random.NextUInt64() >> 48);
        return string.Create(32, (High: high, Low: random.NextUInt64()), static (text, parts) =>
        {
            parts.High.TryFormat(text, out _, "x16", CultureInfo.InvariantCulture);
            parts.Low.TryFormat(text[16..], out _, "x16", CultureInfo.InvariantCulture);
        });
    }
}
