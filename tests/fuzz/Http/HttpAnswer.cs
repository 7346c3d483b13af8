using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>What an endpoint answered.</summary>
internal sealed record HttpAnswer(int Status, string? ContentType, byte[] Body)
{
    /// <summary>Checks that it is an answer, a stream or an error as the endpoint's callers know them.</summary>
    /// <returns>Whether the request succeeded, a stream to its end.</returns>
    /// <exception cref="OracleException">It is none of them, or an error that nobody foresaw.</exception>
    public bool Check(EndpointSide side) =>
        (Status, ContentType) is (200, PreparedReply.EventStream) ? CheckStream(side) : Check(side.Answer, side.Error);

    /// <summary>Checks that it is a complete answer or an error as the endpoint's callers know them.</summary>
    /// <returns>Whether the request succeeded.</returns>
    /// <exception cref="OracleException">It is none of them, or an error that nobody foresaw.</exception>
    public bool Check(Shape answer, Shape error)
    {
        switch (Status, ContentType)
        {
            case (200, PreparedReply.Json):
                answer.Check(Body);
                return true;
            case ( >= 400 and < 600 and not 500, PreparedReply.Json):
                error.Check(Body);
                return false;
            default:
                throw new OracleException(
                    $"an endpoint answers with 200 and {answer.Name}, or with 4xx or 5xx and {error.Name}", $"{Status} {ContentType} {Shape.Show(Body)}");
        }
    }

    private bool CheckStream(EndpointSide side)
    {
        var last = EventShape.CheckAll(Body, side.Event, side.Error);
        if (side.Terminals.Contains(last))
        {
            return true;
        }

        return last == "error"
            ? false
            : throw new OracleException($"a stream of {side.Dialect.Name} ends with its terminal marker or an error", Shape.Show(Body.AsSpan(Math.Max(0, Body.Length - 600))));
    }
}
