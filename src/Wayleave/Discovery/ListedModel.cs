using Wayleave.State;

namespace Wayleave.Discovery;

/// <summary>A model that a provider says it offers.</summary>
/// <param name="Name">The name at the provider.</param>
/// <param name="State">What is known of it as long as it stays on the list, so that one model's failures cool down no other.</param>
internal sealed record ListedModel(string Name, CredentialState State);
