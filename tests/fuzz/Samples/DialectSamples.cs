using System.Text;
using Wayleave.Dialects;

namespace Wayleave.Fuzz.Samples;

/// <summary>Valid texts of one dialect, which cases are made from.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Requests">Bodies of callers' requests; empty where no endpoint speaks the dialect.</param>
/// <param name="Counts">Bodies of requests that count tokens; empty where the dialect has none.</param>
/// <param name="Answers">Providers' complete answers.</param>
/// <param name="Streams">Providers' streams, each the data of its events.</param>
/// <param name="Errors">Providers' error bodies.</param>
/// <param name="CountAnswers">Providers' answers to requests that count tokens.</param>
internal sealed record DialectSamples(
    ProviderDialect Dialect, byte[][] Requests, byte[][] Counts, byte[][] Answers, byte[][][] Streams, byte[][] Errors, byte[][] CountAnswers)
{
    /// <summary>All dialects, by the names that configuration uses.</summary>
    public static readonly IReadOnlyList<DialectSamples> All =
        [OpenAIChatSamples.Samples, OpenAIResponsesSamples.Samples, AnthropicMessagesSamples.Samples, GeminiSamples.Samples];

    /// <summary>Gets a value that tells whether the dialect's events are announced by their type.</summary>
    public bool NamesEvents => Streams[0][0].AsSpan().IndexOf("\"type\":\""u8) == 1;

    public static byte[][] Texts(params ReadOnlySpan<string> texts)
    {
        var bytes = new byte[texts.Length][];
        for (var i = 0; i < texts.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(texts[i]);
        }

        return bytes;
    }
}
