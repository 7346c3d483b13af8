using System.Text;
using Microsoft.Extensions.AI;

namespace Wayleave.Policies;

/// <summary>Admits the caller's policy within what the operator, the plan and the tenant demand. Planning then evaluates it.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class PolicyStage(IChatClient innerClient) : PlanningStage(innerClient)
{
    private protected override void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var envelope = context.Envelope;
        context.Policy = options switch
        {
            { Policy: { } text } => envelope.Admit(Encoding.UTF8.GetBytes(text)),
            _ when options.PolicyBytes is { IsEmpty: false } bytes => envelope.Admit(bytes.Span),
            _ => envelope.Own,
        };
        if (context.Policy is { } policy)
        {
            context.Trace.Policies = policy.Sources;
        }
    }
}
