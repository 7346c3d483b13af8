using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>The parameters of one attempt's own copy of a request, as transforms change them: by the names of OpenAI's Chat Completions.</summary>
internal sealed class PolicyParameters(RoutedChatOptions options) : ITransformTarget
{
    private static readonly string[] Fixed = ["model", "messages", "input", "system", "instructions", "stream", "stream_options", "tools"];

    /// <summary>Tells whether a policy may change a parameter: never what is asked, of whom, or what is the router's own.</summary>
    public static bool IsFree(string name) => !OwnFields.IsOwnName(name) && !Fixed.Contains(name, StringComparer.OrdinalIgnoreCase);

    public double? NumberOf(string name) => name switch
    {
        "temperature" => options.Temperature,
        "top_p" => options.TopP,
        "top_k" => options.TopK,
        "frequency_penalty" => options.FrequencyPenalty,
        "presence_penalty" => options.PresencePenalty,
        "seed" => options.Seed,
        "max_tokens" or "max_completion_tokens" or "max_output_tokens" => options.MaxOutputTokens,
        _ => options.AdditionalProperties?.TryGetValue(name, out var value) == true && HubNumbers.TryRead(value, out var number) ? number : null,
    };

    public void Set(string name, double value)
    {
        switch (name)
        {
            case "temperature":
                options.Temperature = (float)value;
                break;
            case "top_p":
                options.TopP = (float)value;
                break;
            case "top_k":
                options.TopK = Whole(value);
                break;
            case "frequency_penalty":
                options.FrequencyPenalty = (float)value;
                break;
            case "presence_penalty":
                options.PresencePenalty = (float)value;
                break;
            case "seed":
                options.Seed = (long)value;
                break;
            case "max_tokens" or "max_completion_tokens" or "max_output_tokens":
                options.MaxOutputTokens = Whole(value);
                break;
            default:
                (options.AdditionalProperties ??= [])[name] = value;
                break;
        }
    }

    public void Set(string name, ParameterValue value)
    {
        if (value.Kind == ParameterKind.Number)
        {
            Set(name, value.Number);
        }
        else
        {
            (options.AdditionalProperties ??= [])[name] = value.Kind == ParameterKind.Flag ? value.Flag : value.String;
        }
    }

    public void Remove(string name)
    {
        switch (name)
        {
            case "temperature":
                options.Temperature = null;
                break;
            case "top_p":
                options.TopP = null;
                break;
            case "top_k":
                options.TopK = null;
                break;
            case "frequency_penalty":
                options.FrequencyPenalty = null;
                break;
            case "presence_penalty":
                options.PresencePenalty = null;
                break;
            case "seed":
                options.Seed = null;
                break;
            case "max_tokens" or "max_completion_tokens" or "max_output_tokens":
                options.MaxOutputTokens = null;
                break;
            default:
                options.AdditionalProperties?.Remove(name);
                break;
        }
    }

    public void SetFilter(string kind, ParameterValue recipe, double? seed) =>
        throw new InvalidOperationException($"A policy with a filter of {kind} was admitted, and there is none.");

    private static int Whole(double value) => (int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue);
}
