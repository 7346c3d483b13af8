using System.Text;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Canaries;

/// <summary>A response body that shows the watch what was read; a credential cut in two by a read is seen as well.</summary>
internal sealed class InspectedStream(Stream inner) : ReadOnlyStream(inner)
{
    private string _tail = "";

    protected override void OnRead(ReadOnlySpan<byte> bytes)
    {
        var text = _tail + Encoding.Latin1.GetString(bytes);
        CanaryWatch.Inspect("response body", text);
        _tail = text.Length < Canary.Text.Length ? text : text[^(Canary.Text.Length - 1)..];
    }
}
