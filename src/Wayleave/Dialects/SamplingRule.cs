using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What becomes of sampling parameters where a model takes none: left out and named; a penalty that asks for something is refused.</summary>
internal static class SamplingRule
{
    /// <summary>Names what the hub's options state, and refuses what may not be left out.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: a penalty other than 0.</exception>
    public static void Apply(ChatOptions options, RoutingTrace? trace)
    {
        Name("temperature", options.Temperature is not null);
        Name("top_p", options.TopP is not null);
        Name("top_k", options.TopK is not null);
        Refuse("frequency_penalty", options.FrequencyPenalty);
        Refuse("presence_penalty", options.PresencePenalty);

        void Name(string field, bool isStated)
        {
            if (isStated)
            {
                trace?.AddDroppedField(field);
            }
        }

        static void Refuse(string field, float? value)
        {
            if (value is { } penalty && penalty != 0)
            {
                throw RequestFault.NotTaken(field, $"'{penalty}'");
            }
        }
    }
}
