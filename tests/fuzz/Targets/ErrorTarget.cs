using System.Buffers;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;

namespace Wayleave.Fuzz.Targets;

/// <summary>A provider's error body: classified, and passed on to callers of every dialect.</summary>
internal sealed class ErrorTarget(DialectSamples samples) : FuzzTarget
{
    private static readonly int[] Statuses = [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 529];

    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new();

    public override string Name => $"{samples.Dialect.Name}/errors";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Errors);

    public override bool Run(byte[] input, SplitMix random)
    {
        var status = Statuses[random.Next(Statuses.Length)];
        var (category, error) = samples.Dialect.ReadError(status, input);
        if (category == FailureCategory.None)
        {
            throw new OracleException("an error is a failure", $"status {status} became {category}");
        }

        if (samples.Dialect.ReadRetryDelay(input) is { } delay && delay < TimeSpan.Zero)
        {
            throw new OracleException("a delay is not negative", $"{delay}");
        }

        EndpointSide.CheckErrors(
            new RouteException(error is null ? RouteErrorCode.UpstreamError : RouteErrorCode.ProviderRejected, FaultOrigin.Provider, error?.Message ?? "It failed.")
            {
                ProviderError = error,
                Param = error?.Param,
                Failure = category,
            },
            _output);
        return error is not null;
    }
}
