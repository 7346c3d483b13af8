using System.Text;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;

namespace Wayleave.Fuzz.Http;

/// <summary>A sample's stream as a provider sends it.</summary>
internal static class StreamText
{
    public static byte[] Of(DialectSamples provider, int index)
    {
        var text = new StringBuilder();
        foreach (var data in provider.Streams[index])
        {
            if (StreamMutator.TypeOf(data) is { } type && provider.NamesEvents)
            {
                text.Append("event: ").Append(type).Append('\n');
            }

            text.Append("data: ").Append(Encoding.UTF8.GetString(data)).Append("\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
