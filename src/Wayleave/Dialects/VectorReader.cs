using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Wayleave.Embeddings;
using Wayleave.Providers;

namespace Wayleave.Dialects;

/// <summary>Reads the vectors of one answer, as numbers or as base64; they must be finite, not empty and of one length. Not thread-safe.</summary>
/// <param name="asked">The encoding in which the vectors may go on as they came: those are only checked, not built. Null builds all.</param>
internal sealed class VectorReader(EmbeddingEncoding? asked)
{
    // Ten to the power of 38 is a finite float, so a number of no more characters and without an exponent is one as well.
    private const int SurelyFiniteLength = 38;

    private int _length = -1;
    private bool _isMixed;
    private EmbeddingEncoding? _encoding;

    /// <summary>Gets how the vectors came; null when not all of them came the same way, or none came.</summary>
    public EmbeddingEncoding? Encoding => _isMixed ? null : _encoding;

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <returns>The vector; null when it was only checked.</returns>
    /// <exception cref="Providers.ProviderException">It is no vector, or does not fit the ones before it.</exception>
    public float[]? Read(ref Utf8JsonReader reader)
    {
        var encoding = reader.TokenType switch
        {
            JsonTokenType.StartArray => EmbeddingEncoding.Float,
            JsonTokenType.String => EmbeddingEncoding.Base64,
            _ => throw AnswerFault.Malformed("a vector is neither an array of numbers nor base64."),
        };
        _isMixed |= _encoding is { } before && before != encoding;
        _encoding = encoding;
        return encoding == EmbeddingEncoding.Base64 ? ReadBase64(ref reader)
            : asked == EmbeddingEncoding.Float ? CheckNumbers(ref reader)
            : ReadNumbers(ref reader);
    }

    private float[]? CheckNumbers(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            count++;
            var text = reader.ValueSpan;
            if ((text.Length > SurelyFiniteLength || text.ContainsAny((byte)'e', (byte)'E')) && !IsFinite(ref reader))
            {
                throw NotFinite();
            }
        }

        EndNumbers(ref reader);
        SetLength(count);
        return null;
    }

    private float[]? ReadNumbers(ref Utf8JsonReader reader)
    {
        // The first vector's length is that of all; until it is known the buffer grows.
        var buffer = ArrayPool<float>.Shared.Rent(_length < 0 ? 1024 : Math.Max(_length, 1));
        try
        {
            var count = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                buffer[count++] = reader.TryGetSingle(out var value) ? value : float.NaN;
            }

            EndNumbers(ref reader);
            return Take(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private float[]? ReadBase64(ref Utf8JsonReader reader)
    {
        var text = ArrayPool<byte>.Shared.Rent(Math.Max(reader.ValueSpan.Length, 1));
        try
        {
            // In place: the bytes are fewer than their text. Some servers escape its slashes.
            var length = reader.CopyString(text);
            if (Base64.DecodeFromUtf8InPlace(text.AsSpan(0, length), out var written) != OperationStatus.Done || written % sizeof(float) != 0)
            {
                throw AnswerFault.Malformed("a vector is not the base64 of 32-bit floats.");
            }

            var words = MemoryMarshal.Cast<byte, int>(text.AsSpan(0, written));
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            return Take(MemoryMarshal.Cast<int, float>(words));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            throw AnswerFault.Malformed("a vector is not the base64 of 32-bit floats.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private float[]? Take(ReadOnlySpan<float> vector)
    {
        SetLength(vector.Length);
        return !EmbeddingAnswer.IsFinite(vector) ? throw NotFinite() : _encoding == asked ? null : vector.ToArray();
    }

    private void SetLength(int length)
    {
        if (length == 0 || (_length >= 0 && length != _length))
        {
            throw AnswerFault.Malformed("its vectors are empty or differ in length.");
        }

        _length = length;
    }

    private static bool IsFinite(ref Utf8JsonReader reader) => reader.TryGetSingle(out var value) && float.IsFinite(value);

    private static void EndNumbers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw AnswerFault.Malformed("a vector holds something that is no number.");
        }
    }

    private static ProviderException NotFinite() => AnswerFault.Malformed("a vector holds a number that is not finite.");

    private static float[] Grow(float[] buffer)
    {
        var larger = ArrayPool<float>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<float>.Shared.Return(buffer);
        return larger;
    }
}
