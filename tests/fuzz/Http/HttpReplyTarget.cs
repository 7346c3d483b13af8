using System.Text;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>A hostile provider behind an endpoint, over HTTP: complete answers, streams and errors, also where another of them is due.</summary>
internal sealed class HttpReplyTarget(DialectSamples samples) : FuzzTarget
{
    private static readonly int[] Statuses = [200, 201, 204, 301, 304, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529, 599];
    private static readonly string?[] ContentTypes = [PreparedReply.Json, PreparedReply.EventStream, "text/html", null];

    private readonly FuzzGateway _gateway = FuzzGateway.Shared;
    private readonly Mutator _mutator = new();
    private readonly StreamMutator _streams = new(new Mutator());

    public override string Name => $"{samples.Dialect.Name}/http-replies";

    public override long Allocated => FuzzGateway.Allocated;

    public override byte[] Make(ref SplitMix random) => random.Next(5) switch
    {
        0 or 1 => _mutator.Mutate(ref random, samples.Answers),
        2 or 3 => _streams.Mutate(ref random, samples.Streams, samples.NamesEvents),
        _ => _mutator.Mutate(ref random, samples.Errors),
    };

    public override bool Run(byte[] input, SplitMix random)
    {
        var side = EndpointSide.All[random.Next(EndpointSide.All.Length)];
        var looksLikeStream = input.AsSpan().TrimStart(" \r\n"u8).IndexOfAny("{[<"u8) is not 0;
        var isStream = random.OneIn(8) ? !looksLikeStream : looksLikeStream;
        var status = random.OneIn(4) ? Statuses[random.Next(Statuses.Length)] : 200;
        var contentType = random.OneIn(8) ? ContentTypes[random.Next(ContentTypes.Length)] : looksLikeStream ? PreparedReply.EventStream : PreparedReply.Json;

        // Statuses without a body are sent without one.
        var reply = status is 204 or 304 ? new PreparedReply(status, null, []) : new PreparedReply(status, contentType, input, random.OneIn(16));
        return _gateway.Post(EndpointPath.Of(side), Encoding.UTF8.GetBytes(Request(side, isStream)), reply).Check(side);
    }

    private string Request(EndpointSide side, bool isStream)
    {
        var members = side.Dialect.Name switch
        {
            "OpenAIResponses" => "\"input\":\"x\"",
            "AnthropicMessages" => "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]",
            _ => "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]",
        };
        return $"{{\"model\":\"{FuzzGateway.ModelOf(samples)}\",{(isStream ? "\"stream\":true," : "")}{members}}}";
    }
}
