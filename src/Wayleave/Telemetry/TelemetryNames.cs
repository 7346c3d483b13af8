namespace Wayleave.Telemetry;

/// <summary>Every name that telemetry uses: <c>gen_ai.*</c> where the OpenTelemetry semantic conventions for generative AI have one, <c>wayleave.*</c> otherwise.</summary>
/// <remarks><c>docs/telemetry.md</c> explains each; a test compares the two.</remarks>
internal static class TelemetryNames
{
    public const string Source = "Wayleave";

    public static class Activities
    {
        public const string Chat = "chat";
        public const string CountTokens = "count_tokens";
        public const string Embeddings = "embeddings";
        public const string Attempt = "wayleave.attempt";
    }

    public static class Tags
    {
        public const string OperationName = "gen_ai.operation.name";
        public const string ProviderName = "gen_ai.provider.name";
        public const string RequestModel = "gen_ai.request.model";
        public const string ResponseModel = "gen_ai.response.model";
        public const string ResponseId = "gen_ai.response.id";
        public const string FinishReasons = "gen_ai.response.finish_reasons";
        public const string InputTokens = "gen_ai.usage.input_tokens";
        public const string OutputTokens = "gen_ai.usage.output_tokens";
        public const string TokenType = "gen_ai.token.type";
        public const string ErrorType = "error.type";
        public const string Tier = "wayleave.tier";
        public const string Lane = "wayleave.lane";
        public const string Route = "wayleave.route";
        public const string Outcome = "wayleave.outcome";
        public const string Attempts = "wayleave.attempts";
        public const string AttemptNumber = "wayleave.attempt.number";
        public const string TraceId = "wayleave.trace_id";
        public const string Tenant = "wayleave.tenant";
        public const string Deployment = "wayleave.deployment";
        public const string Credential = "wayleave.credential_id";
        public const string CooldownScope = "wayleave.cooldown.scope";
    }

    public static class Metrics
    {
        public const string Duration = "gen_ai.client.operation.duration";
        public const string Tokens = "gen_ai.client.token.usage";
        public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
        public const string Requests = "wayleave.requests";
        public const string Attempts = "wayleave.attempts";
        public const string Failovers = "wayleave.failovers";
        public const string Cooldowns = "wayleave.cooldowns";
        public const string UsageDropped = "wayleave.usage.dropped";
    }
}
