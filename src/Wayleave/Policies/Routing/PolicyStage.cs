using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.Hints;
using Wayleave.Policies.Routing;

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
            { Preferences: { } preferences } => AdmitPreferences(context, preferences, options),
            { Policy: { } text } => envelope.Admit(Encoding.UTF8.GetBytes(text)),
            _ when options.PolicyBytes is { IsEmpty: false } bytes => envelope.Admit(bytes.Span),
            _ => envelope.Own,
        };
        context.Trace.Facts.Policy = context.Policy?.Callers;
        if (context.Policy is { } policy)
        {
            context.Trace.Policies = policy.Sources;
        }
    }

    private static EffectivePolicy AdmitPreferences(WayleaveContext context, ProviderPreferences preferences, RoutedChatOptions options)
    {
        var term = PreferenceTerm.Of(preferences, name => context.Snapshot.Providers.TryGetValue(name, out var provider) ? provider.Id : name);
        return context.Envelope.AdmitPreferences(Encoding.UTF8.GetBytes(term), options.Policy is { } text ? Encoding.UTF8.GetBytes(text) : options.PolicyBytes.Span);
    }
}
