using System.Net.Sockets;
using System.Text.Json;
using Wayleave.Providers;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Providers;

public sealed class ProviderFailureTests
{
    private static readonly ProviderModel Provider = new() { Id = "plain" };

    public static TheoryData<Exception, string> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), "Network" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), "Network" },
        { new HttpRequestException(HttpRequestError.InvalidResponse), "InvalidResponse" },
        { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), "InvalidResponse" },
        { new HttpRequestException("wrapped", new ProviderException(FailureCategory.Refused, "refused")), "Refused" },
        { new HttpIOException(HttpRequestError.ResponseEnded), "Network" },
        { new IOException(), "Network" },
        { new SocketException((int)SocketError.ConnectionReset), "Network" },
        { new JsonException(), "InvalidResponse" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failure_KnownException_IsClassifiedAndKept(Exception exception, string category)
    {
        var failure = ProviderFailure.From(exception, Provider, null, CancellationToken.None)!;

        Assert.Equal(Enum.Parse<FailureCategory>(category), failure.Category);
        Assert.Same(exception, failure.InnerException);
    }

    [Fact]
    public void Failure_CancellationOrUnknown_PassesAsItIs()
    {
        Assert.Null(ProviderFailure.From(new OperationCanceledException(), Provider, null, CancellationToken.None));
        Assert.Null(ProviderFailure.From(new OperationCanceledException("late", new TimeoutException()), Provider, null, new CancellationToken(true)));
        Assert.Null(ProviderFailure.From(new InvalidOperationException(), Provider, null, CancellationToken.None));
        Assert.Null(ProviderFailure.From(new ProviderException(FailureCategory.ServerError, "ours"), Provider, null, CancellationToken.None));
    }

    [Fact]
    public async Task Failure_ConnectTimeoutOfTheHandler_IsNetworkNotCancellation()
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = static async (_, cancellationToken) =>
            {
                var never = new TaskCompletionSource<Stream>();
                return await never.Task.WaitAsync(cancellationToken);
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://provider.test/");

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(request, CancellationToken.None));

        var failure = ProviderFailure.From(exception, Provider, null, CancellationToken.None);
        Assert.Equal(FailureCategory.Network, failure?.Category);
    }
}
