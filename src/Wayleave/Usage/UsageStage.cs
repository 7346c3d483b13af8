using Microsoft.Extensions.AI;
namespace Wayleave.Usage;
/// <summary>Placeholder until the stage lands.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class UsageStage(IChatClient innerClient) : DelegatingChatClient(innerClient);
