using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Running;

/// <summary>A case that broke a rule.</summary>
/// <param name="Signature">What the finding is; the same fault has the same signature.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record Finding(string Signature, string Detail)
{
    public static Finding Of(Exception exception)
    {
        if (exception is OracleException broken)
        {
            return new Finding(broken.Rule, broken.Message);
        }

        // The first frame of our own says where to look; the framework's say only how.
        var frames = exception.StackTrace?.Split('\n') ?? [];
        var own = Array.Find(frames, static frame => frame.Contains("Wayleave.", StringComparison.Ordinal))?.Trim();
        var at = own?.IndexOf(" in ", StringComparison.Ordinal) is > 0 and var end ? own[..end] : own;
        return new Finding($"{exception.GetType().Name} {at}", exception.ToString());
    }
}
