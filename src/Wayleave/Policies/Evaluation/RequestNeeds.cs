namespace Wayleave.Policies.Evaluation;

/// <summary>What a request needs of a model, in the order in which unmet needs are reported.</summary>
[Flags]
internal enum RequestNeeds
{
    None = 0,
    Tools = 1,
    Vision = 2,
    JsonMode = 4,
    Seed = 8,
}
