using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>The options that a body states, kept apart from the instance that the pipeline may change.</summary>
internal sealed class ScannedOptions
{
    private uint _represented;

    public float? Temperature { get; set; }

    public float? TopP { get; set; }

    public int? TopK { get; set; }

    public float? FrequencyPenalty { get; set; }

    public float? PresencePenalty { get; set; }

    public int? MaxTokens { get; set; }

    public int? MaxCompletionTokens { get; set; }

    public int? MaxOutputTokens => MaxCompletionTokens ?? MaxTokens;

    public long? Seed { get; set; }

    public List<string>? Stop { get; set; }

    public List<AITool>? Tools { get; set; }

    public ChatToolMode? ToolMode { get; set; }

    public bool? ParallelToolCalls { get; set; }

    public ChatResponseFormat? ResponseFormat { get; set; }

    public ReasoningEffort? Effort { get; set; }

    /// <summary>Notes that the hub's options say what the field says.</summary>
    public void Represent(RequestField field) => _represented |= 1u << (int)field;

    /// <summary>Tells whether the hub's options say what the field says.</summary>
    public bool IsRepresented(RequestField field) => field >= 0 && (_represented & (1u << (int)field)) != 0;

    public RoutedChatOptions ToOptions() => new()
    {
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        FrequencyPenalty = FrequencyPenalty,
        PresencePenalty = PresencePenalty,
        MaxOutputTokens = MaxOutputTokens,
        Seed = Seed,
        StopSequences = Stop is null ? null : [.. Stop],
        Tools = Tools is null ? null : [.. Tools],
        ToolMode = ToolMode,
        AllowMultipleToolCalls = ParallelToolCalls,
        ResponseFormat = ResponseFormat,
        Reasoning = Effort is null ? null : new ReasoningOptions { Effort = Effort },
    };

    /// <summary>Tells whether the hub's value of a field is still the body's.</summary>
    public bool IsSame(RequestField field, ChatOptions options) => field switch
    {
        RequestField.Temperature => options.Temperature == Temperature,
        RequestField.TopP => options.TopP == TopP,
        RequestField.TopK => options.TopK == TopK,
        RequestField.FrequencyPenalty => options.FrequencyPenalty == FrequencyPenalty,
        RequestField.PresencePenalty => options.PresencePenalty == PresencePenalty,
        RequestField.MaxTokens or RequestField.MaxCompletionTokens => options.MaxOutputTokens == MaxOutputTokens,
        RequestField.Seed => options.Seed == Seed,
        RequestField.Stop => IsSameStop(options.StopSequences),
        RequestField.Tools => IsSameTools(options.Tools),
        RequestField.ToolChoice => Equals(options.ToolMode, ToolMode),
        RequestField.ParallelToolCalls => options.AllowMultipleToolCalls == ParallelToolCalls,
        RequestField.ResponseFormat => ReferenceEquals(options.ResponseFormat, ResponseFormat),
        RequestField.ReasoningEffort or RequestField.Thinking => options.Reasoning?.Effort == Effort,
        RequestField.OutputConfig => options.Reasoning?.Effort == Effort && ReferenceEquals(options.ResponseFormat, ResponseFormat),
        _ => true,
    };

    /// <summary>Tells whether the hub's options say just what the body says. The model is the router's to change.</summary>
    public bool IsSame(ChatOptions options)
    {
        for (var field = RequestField.Temperature; field <= RequestField.OutputConfig; field++)
        {
            if (!IsSame(field, options))
            {
                return false;
            }
        }

        return options.Reasoning?.Output is null
            && string.IsNullOrEmpty(options.Instructions)
            && options.AdditionalProperties is null or { Count: 0 }
            && options.RawRepresentationFactory is null
            && options.AllowBackgroundResponses is null
            && options.ContinuationToken is null;
    }

    private bool IsSameStop(IList<string>? stop)
    {
        if (stop is null || Stop is null)
        {
            return stop is null && Stop is null;
        }

        return stop.SequenceEqual(Stop, StringComparer.Ordinal);
    }

    // A tool cannot be changed, only replaced, so identity is enough.
    private bool IsSameTools(IList<AITool>? tools)
    {
        if (tools is null || Tools is null || tools.Count != Tools.Count)
        {
            return tools is null && Tools is null;
        }

        for (var i = 0; i < tools.Count; i++)
        {
            if (!ReferenceEquals(tools[i], Tools[i]))
            {
                return false;
            }
        }

        return true;
    }
}
