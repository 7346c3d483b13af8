namespace Wayleave.Configuration;

/// <summary>Where a vendor's API differs from the one whose dialect it speaks. Only what a quirk names is touched; all other bytes of a request pass as they came.</summary>
/// <remarks>
/// What is left out and asked for nothing is not named; what is left out and was a hint is named in
/// <see cref="RoutingTrace.DroppedFields"/>; what would change the answer is refused with a 400 that names the field.
/// </remarks>
public enum ProviderQuirk
{
    /// <summary>No quirk: written alone, it takes those of the preset away.</summary>
    None,

    /// <summary>No role <c>developer</c>: it becomes <c>system</c>. Mistral, DeepSeek, Z.AI, and most chat templates behind vLLM and Ollama.</summary>
    NoDeveloperRole,

    /// <summary>No <c>name</c> in messages: it is left out and named. Groq (console.groq.com/docs/openai), Mistral.</summary>
    NoMessageNames,

    /// <summary>Thoughts of earlier answers are called <c>reasoning</c>, never <c>reasoning_content</c>. Groq, Ollama.</summary>
    Reasoning,

    /// <summary>Thoughts of earlier answers are called <c>reasoning_content</c>, never <c>reasoning</c>. DeepSeek, Z.AI, xAI.</summary>
    ReasoningContent,

    /// <summary>No thoughts of earlier answers: they are left out and named. Mistral.</summary>
    NoReasoning,

    /// <summary>The limit is called <c>max_tokens</c>, never <c>max_completion_tokens</c>. Mistral, DeepSeek, Z.AI, Ollama.</summary>
    MaxTokens,

    /// <summary>The limit is called <c>max_completion_tokens</c>, never <c>max_tokens</c>: reasoning models of OpenAI.</summary>
    MaxCompletionTokens,

    /// <summary>No <c>stream_options</c>: left out; other members than <c>include_usage</c> are named. Mistral, and Azure before 2024-09-01.</summary>
    NoStreamOptions,

    /// <summary>No <c>n</c>: 1 is left out, more is refused. Groq, DeepSeek, Z.AI, Ollama.</summary>
    NoN,

    /// <summary>No <c>parallel_tool_calls</c>: <c>true</c> is left out; <c>false</c> is refused where there are tools. DeepSeek, Z.AI, Ollama.</summary>
    NoParallelToolCalls,

    /// <summary>No <c>seed</c>, which is a best effort anyway: left out and named. DeepSeek, Z.AI.</summary>
    NoSeed,

    /// <summary>The seed is called <c>random_seed</c>. Mistral.</summary>
    RandomSeed,

    /// <summary>No <c>logit_bias</c>: an empty one is left out, another is refused. Groq, Mistral, DeepSeek, xAI, Z.AI, Ollama.</summary>
    NoLogitBias,

    /// <summary>No <c>logprobs</c> and <c>top_logprobs</c>: <c>false</c> and 0 are left out, others are refused. Groq, Mistral, Z.AI.</summary>
    NoLogprobs,

    /// <summary>No <c>frequency_penalty</c> and <c>presence_penalty</c>: 0 is left out, others are refused. xAI, Z.AI.</summary>
    NoPenalties,

    /// <summary>No <c>top_k</c>: left out and named. Every vendor but Anthropic, Gemini, OpenRouter and vLLM.</summary>
    NoTopK,

    /// <summary>No sampling parameters, as <see cref="ModelConfig.Sampling"/> says of one model: <c>temperature</c>, <c>top_p</c> and <c>top_k</c> are left out and named, a penalty other than 0 is refused.</summary>
    NoSampling,

    /// <summary>
    /// No fields about accounts, storage and caches, which change no answer: <c>user</c>, <c>metadata</c>, <c>store</c>, <c>service_tier</c>,
    /// <c>safety_identifier</c>, <c>prompt_cache_key</c> and <c>prompt_cache_retention</c> are left out and named. Mistral.
    /// </summary>
    NoHints,
}
