using System.Text;

namespace Wayleave.Load;

/// <summary>The requests that the load consists of.</summary>
internal static class ChatBodies
{
    /// <summary>Stands in the prompt when the upstream shall pause between all chunks.</summary>
    public const string PacedMarker = "take your time";

    /// <summary>Stands in the prompt when the upstream shall pause once, behind the first content.</summary>
    public const string PauseMarker = "think twice";

    private const string Sentence = "The quick brown fox jumps over the lazy dog, and nobody objects to it. ";

    /// <summary>Makes a body of about a size: a long one is a conversation of many messages.</summary>
    public static byte[] Make(int size, bool stream = false, string marker = "")
    {
        var body = new StringBuilder(size + 1024);
        body.Append("{\"model\":\"fast\",\"temperature\":0.2,\"max_tokens\":256,");
        body.Append(stream ? "\"stream\":true," : "");
        body.Append("\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant. ").Append(marker).Append("\"}");
        var turn = 0;
        do
        {
            body.Append(",{\"role\":\"").Append(turn++ % 2 == 0 ? "user" : "assistant").Append("\",\"content\":\"");
            var left = Math.Clamp(size - body.Length - 4, 16, 720);
            while (left > 0)
            {
                body.Append(Sentence, 0, Math.Min(left, Sentence.Length));
                left -= Sentence.Length;
            }

            body.Append("\"}");
        }
        while (body.Length + 60 < size);
        return Encoding.ASCII.GetBytes(body.Append("]}").ToString());
    }
}
