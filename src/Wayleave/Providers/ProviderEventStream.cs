using System.Net.ServerSentEvents;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>One streamed answer on its way in: bounded, classified, and complete only with the dialect's terminal marker, or where the dialect has none, at an end that its reader accepts.</summary>
/// <remarks>Not thread-safe. Does not own the answer that the stream belongs to.</remarks>
internal sealed class ProviderEventStream : IAsyncDisposable
{
    // What follows a terminal marker is a few bytes of framing. Reading them keeps the connection; waiting for more does not pay.
    private const int DrainBytes = 256;
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(100);

    private readonly Stream _stream;
    private readonly ResponseStreamReader _reader;
    private readonly SealRule? _seals;
    private readonly SealOrigin _origin;
    private readonly IAsyncEnumerator<SseItem<StreamEvent>> _events;
    private readonly ProviderModel _provider;
    private readonly CredentialModel? _credential;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _cancellationToken;
    private bool _complete;

    public ProviderEventStream(Stream stream, ResponseStreamReader reader, SealRule? seals, SealOrigin origin, ProviderModel provider, CredentialModel? credential, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _stream = stream;
        _reader = reader;
        _seals = seals;
        _origin = origin;
        _events = SseParser.Create(new BoundedStream(stream, provider), Read).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        _provider = provider;
        _credential = credential;
        _timeProvider = timeProvider;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads the next update; null once the answer is complete.</summary>
    /// <exception cref="ProviderException">The stream broke, is malformed or too large, says that the provider failed, or ended without its marker.</exception>
    public async ValueTask<ChatResponseUpdate?> ReadAsync()
    {
        try
        {
            while (!_complete && await _events.MoveNextAsync().ConfigureAwait(false))
            {
                var item = _events.Current.Data;
                _complete = item.IsTerminal;
                if (item.Update is { } update)
                {
                    return update;
                }
            }
        }
        catch (Exception exception) when (ProviderFailure.From(exception, _provider, _credential, _cancellationToken) is { } failure)
        {
            throw failure;
        }

        if (!_complete)
        {
            var end = _reader.ReadEnd();
            _complete = end.IsTerminal;
            if (!_complete)
            {
                throw new ProviderException(FailureCategory.InvalidResponse, $"The stream of provider '{_provider.Id}' ended without its terminal marker.");
            }

            if (end.Update is { } last)
            {
                return last;
            }
        }

        await DrainAsync().ConfigureAwait(false);
        return null;
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private StreamEvent Read(string eventType, ReadOnlySpan<byte> data) =>
        _reader.Read(eventType, _seals is not null && SealMarking.TryMark(data, _seals, _seals.EventDepths, _origin) is { } marked ? marked : data);

    private async ValueTask DrainAsync()
    {
        using var timeout = new CancellationTokenSource(DrainTime, _timeProvider);
        var rest = new byte[DrainBytes];
        var total = 0;
        try
        {
            int read;
            while (total < DrainBytes && (read = await _stream.ReadAsync(rest.AsMemory(total), timeout.Token).ConfigureAwait(false)) > 0)
            {
                total += read;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // The answer is complete; only the connection is lost, and with it nothing but a handshake.
        }
    }
}
