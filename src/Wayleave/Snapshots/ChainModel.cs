namespace Wayleave.Snapshots;

/// <summary>A route's fallback chains: model ids to try, by cause.</summary>
internal sealed record ChainModel(string[] Default, string[] ContextWindow, string[] ContentPolicy);
