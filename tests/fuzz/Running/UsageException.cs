namespace Wayleave.Fuzz.Running;

/// <summary>The command line is not understood.</summary>
/// <param name="what">What is wrong.</param>
internal sealed class UsageException(string what) : Exception($"{what}{Environment.NewLine}{FuzzOptions.Usage}");
