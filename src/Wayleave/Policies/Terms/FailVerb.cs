namespace Wayleave.Policies.Terms;

/// <summary>What a fail plan may do. The list is closed.</summary>
internal enum FailVerb : byte
{
    RetrySame,
    NextCandidate,
    NextProviderSameModel,
    DisableProvider,
    Abort,
}
