using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>A body that tells what of it was read, once, at its end or when its reader has enough.</summary>
/// <param name="inner">The body.</param>
/// <param name="read">Takes the bytes, and whether they are all.</param>
internal sealed class RecordedStream(Stream inner, Action<byte[], bool> read) : ReadOnlyStream(inner)
{
    private readonly MemoryStream _seen = new();
    private Action<byte[], bool>? _read = read;

    protected override void OnRead(ReadOnlySpan<byte> bytes)
    {
        _seen.Write(bytes);
        if (bytes.IsEmpty)
        {
            Tell(isWhole: true);
        }
    }

    protected override void Dispose(bool disposing)
    {
        Tell(isWhole: false);
        base.Dispose(disposing);
    }

    private void Tell(bool isWhole) => Interlocked.Exchange(ref _read, null)?.Invoke(_seen.ToArray(), isWhole);
}
