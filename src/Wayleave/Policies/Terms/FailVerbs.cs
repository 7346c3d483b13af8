namespace Wayleave.Policies.Terms;

/// <summary>The names of the verbs of fail plans.</summary>
internal static class FailVerbs
{
    public const string Valid = "a verb: 'retry_same', 'next_candidate', 'next_provider_same_model', 'disable_provider', 'abort'";

    public static bool TryParse(ReadOnlySpan<byte> name, out FailVerb verb)
    {
        FailVerb? found =
            name.SequenceEqual("retry_same"u8) ? FailVerb.RetrySame
            : name.SequenceEqual("next_candidate"u8) ? FailVerb.NextCandidate
            : name.SequenceEqual("next_provider_same_model"u8) ? FailVerb.NextProviderSameModel
            : name.SequenceEqual("disable_provider"u8) ? FailVerb.DisableProvider
            : name.SequenceEqual("abort"u8) ? FailVerb.Abort
            : null;
        verb = found.GetValueOrDefault();
        return found is not null;
    }
}
