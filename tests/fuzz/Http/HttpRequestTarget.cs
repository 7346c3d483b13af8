using System.Text;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>A hostile request to an endpoint, over HTTP; providers of all dialects answer well.</summary>
internal sealed class HttpRequestTarget(DialectSamples samples) : FuzzTarget
{
    private readonly EndpointSide _side = EndpointSide.All.Single(side => ReferenceEquals(side.Dialect, samples.Dialect));
    private readonly byte[][][] _requests = [.. DialectSamples.All.Select(provider => samples.Requests.Select(request => WithModel(request, provider)).ToArray())];
    private readonly FuzzGateway _gateway = FuzzGateway.Shared;
    private readonly Mutator _mutator = new();

    public override string Name => $"{samples.Dialect.Name}/http-requests";

    public override long Allocated => FuzzGateway.Allocated;

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, _requests[random.Next(_requests.Length)]);

    public override bool Run(byte[] input, SplitMix random)
    {
        // Which dialect the provider speaks is the request's to say; where it does not, the reply is of another one, which is an error as well.
        var provider = DialectSamples.All.FirstOrDefault(provider => input.AsSpan().IndexOf(Encoding.UTF8.GetBytes(FuzzGateway.ModelOf(provider))) >= 0) ?? DialectSamples.All[0];
        var isStream = input.AsSpan().IndexOf("\"stream\":true"u8) >= 0;
        var reply = isStream
            ? new PreparedReply(200, PreparedReply.EventStream, StreamText.Of(provider, random.Next(provider.Streams.Length)))
            : new PreparedReply(200, PreparedReply.Json, provider.Answers[random.Next(provider.Answers.Length)]);
        return _gateway.Post(EndpointPath.Of(_side), input, reply).Check(_side);
    }

    private static byte[] WithModel(byte[] request, DialectSamples provider)
    {
        var text = Encoding.UTF8.GetString(request);
        var start = text.IndexOf("\"model\":\"", StringComparison.Ordinal) + 9;
        return Encoding.UTF8.GetBytes($"{text[..start]}{FuzzGateway.ModelOf(provider)}{text[text.IndexOf('"', start)..]}");
    }
}
