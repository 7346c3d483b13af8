using System.Collections.Immutable;

namespace Wayleave.Policies.Evaluation;

/// <summary>What the parts of <c>meets_req</c> are called, and which a request has.</summary>
internal static class Requirements
{
    public const int Count = 1 + (int)Requirement.MinTokensPerSecond;

    /// <summary>The reasons, by <see cref="Requirement"/>.</summary>
    public static readonly ImmutableArray<string> Reasons =
    [
        "missing_capability:tools", "missing_capability:vision", "missing_capability:json_mode", "missing_capability:seed",
        "min_context", "model_family", "tier", "tee_required", "no_log", "min_tok_s",
    ];

    public static string CapabilityOf(Requirement requirement) => requirement switch
    {
        Requirement.Tools => "supports_tools",
        Requirement.Vision => "supports_vision",
        Requirement.JsonMode => "supports_json_mode",
        _ => "supports_seed",
    };

    public static bool IsAsked(Requirement requirement, in PolicyRequest request) => requirement switch
    {
        Requirement.Tools => (request.Needs & RequestNeeds.Tools) != 0,
        Requirement.Vision => (request.Needs & RequestNeeds.Vision) != 0,
        Requirement.JsonMode => (request.Needs & RequestNeeds.JsonMode) != 0,
        Requirement.Seed => (request.Needs & RequestNeeds.Seed) != 0,
        Requirement.MinContext => request.MinContext is not null,
        Requirement.Family => request.Family is not null,
        Requirement.Tier => request.Tier is not null,
        Requirement.TeeRequired => request.Privacy == RequestPrivacy.TeeRequired,
        Requirement.NoLog => request.Privacy == RequestPrivacy.NoLog,
        _ => request.MinTokensPerSecond is not null,
    };
}
