using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>Makes the vector of a text: always the same one, of length 1, and another for every other text.</summary>
internal static class TextVector
{
    public const int DefaultDimensions = 16;

    // Vendors' models have no more, and a typing mistake must not fill the memory.
    public const int MaxDimensions = 4096;

    public static float[] Of(string text, int dimensions)
    {
        var values = new float[dimensions];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < dimensions; i++)
        {
            var place = i % (block.Length / sizeof(int)) * sizeof(int);
            if (place == 0)
            {
                SHA256.HashData(seed, block);
                block.CopyTo(seed);
            }

            values[i] = BinaryPrimitives.ReadInt32LittleEndian(block[place..]) / (float)int.MaxValue;
        }

        var length = Math.Sqrt(values.Sum(static value => (double)value * value));
        for (var i = 0; i < dimensions; i++)
        {
            values[i] = (float)(values[i] / length);
        }

        return values;
    }

    public static int Dimensions(JsonElement stated) =>
        stated.ValueKind == JsonValueKind.Number && stated.TryGetInt32(out var count) ? Math.Clamp(count, 1, MaxDimensions) : DefaultDimensions;
}
