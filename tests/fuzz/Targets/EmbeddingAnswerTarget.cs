using System.Buffers;
using System.Text;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Providers;

namespace Wayleave.Fuzz.Targets;

/// <summary>A provider's answer with embeddings: read for callers that asked for one or two vectors in either encoding, or in process.</summary>
internal sealed class EmbeddingAnswerTarget(EmbeddingSamples samples) : FuzzTarget
{
    private static readonly EmbeddingCall[] Calls =
    [
        Ask("\"a\"", "float"), Ask("\"a\"", "base64"), Ask("""["a","b"]""", "float"), Ask("""["a","b"]""", "base64"),
        new(["a"], new RoutedEmbeddingOptions()), new(["a", "b"], new RoutedEmbeddingOptions()),
    ];

    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    public override string Name => $"{samples.Dialect.Name}/embedding-answers";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Answers);

    public override bool Run(byte[] input, SplitMix random)
    {
        var isAccepted = false;
        foreach (var call in Calls)
        {
            try
            {
                Check(samples.Dialect.Embeddings!.ReadAnswer(input, call), call);
                isAccepted = true;
            }
            catch (ProviderException)
            {
                // Refused as declared: malformed, an error, or not for so many inputs.
            }
        }

        return isAccepted;
    }

    private void Check(EmbeddingAnswer answer, EmbeddingCall call)
    {
        if (answer.Body.IsEmpty && (answer.Vectors.Count != call.Count || !answer.Vectors.All(vector => IsSound(vector, answer.Vectors[0]))))
        {
            throw new OracleException("an answer has one finite vector of the same length for each input", $"{answer.Vectors.Count} for {call.Count}");
        }

        if (answer.Usage?.InputTokenCount < 0)
        {
            throw new OracleException("a count is never negative", $"{answer.Usage.InputTokenCount}");
        }

        if (call.Wire is { } wire)
        {
            _output.ResetWrittenCount();
            ResponseEncoder.Write(_output, answer, wire.Encoding, new RoutingTrace("t", "m", 1));
            Shape.EmbeddingsAnswer.Check(_output.WrittenSpan);
        }
        else if (!answer.Body.IsEmpty)
        {
            throw new OracleException("a request in process is answered with vectors", "bytes");
        }
    }

    private static bool IsSound(float[] vector, float[] first) => vector.Length > 0 && vector.Length == first.Length && vector.All(float.IsFinite);

    private static EmbeddingCall Ask(string input, string format) => new(
        OpenAIEmbeddingCodec.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","input":{{input}},"encoding_format":"{{format}}"}""")));
}
