using Wayleave.Planning;

namespace Wayleave;

/// <summary>The account of one decision: what was asked, what it resolved to, who was considered, what was tried.</summary>
/// <remarks>
/// Grows while the request runs and is final once it has ended; read it from one thread at a time until then. Holds no
/// content and no secret.
/// </remarks>
public sealed partial class RoutingTrace
{
    private readonly List<AttemptRecord> _attempts = new(1);
    private List<string>? _aliases;
    private List<string>? _droppedFields;
    private Pipeline.RequestFacts _facts;

    internal RoutingTrace(string id, string requestedModel, long snapshotRevision)
    {
        Id = id;
        RequestedModel = requestedModel;
        SnapshotRevision = snapshotRevision;
    }

    /// <summary>Gets the request's id.</summary>
    public string Id { get; }

    /// <summary>Gets the model as requested.</summary>
    public string RequestedModel { get; }

    /// <summary>Gets the revision of the configuration snapshot that decided.</summary>
    public long SnapshotRevision { get; }

    /// <summary>Gets the ids that the aliases led through, in order; empty when the requested name was no alias.</summary>
    public IReadOnlyList<string> Aliases => _aliases ?? (IReadOnlyList<string>)[];

    /// <summary>Gets the plan, or <see langword="null"/> when the request was refused before there was one.</summary>
    public RoutePlan? Plan { get; internal set; }

    /// <summary>Gets the policies that took part: the caller's, the tenant's, the plan's, the operator's, and what they make together; empty when there was none.</summary>
    public IReadOnlyList<Policies.PolicySource> Policies { get; internal set; } = [];

    /// <summary>Gets what affinity did.</summary>
    public Affinity.AffinityStatus Affinity { get; internal set; }

    /// <summary>Gets the attempts that have ended, in the order in which they were dispatched.</summary>
    public IReadOnlyList<AttemptRecord> Attempts => _attempts;

    /// <summary>Gets the candidate that serves, from the moment its first content was seen; <see langword="null"/> until then.</summary>
    public Candidate? Served { get; internal set; }

    /// <summary>Gets the route that serves, such as <c>cheap/gpt-5.4</c>; <see langword="null"/> until then.</summary>
    public string? ServedRoute { get; internal set; }

    /// <summary>Gets the number of attempts dispatched so far, the one under way included.</summary>
    public int AttemptCount { get; internal set; }

    /// <summary>Gets the names of the request's fields that a provider's dialect has no word for and that were left out, each once.</summary>
    public IReadOnlyList<string> DroppedFields => _droppedFields ?? (IReadOnlyList<string>)[];

    /// <summary>Gets the account of the request, or <see langword="null"/> until it has ended.</summary>
    public UsageRecord? Record { get; internal set; }

    /// <summary>Gets what planning sees of the request, by which it can be planned again. The stages fill it in.</summary>
    internal ref Pipeline.RequestFacts Facts => ref _facts;

    internal void AddDroppedField(string field)
    {
        if (_droppedFields?.Contains(field) != true)
        {
            (_droppedFields ??= []).Add(field);
        }
    }

    /// <summary>Writes the trace as one JSON object: the decision as data.</summary>
    /// <param name="writer">Where to; not flushed.</param>
    public void WriteTo(System.Text.Json.Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Traces.TraceJson.Write(writer, this);
    }

    internal void AddAlias(string target) => (_aliases ??= []).Add(target);

    internal void AddAttempt(AttemptRecord attempt) => _attempts.Add(attempt);

    internal void ReplaceLastAttempt(AttemptRecord attempt) => _attempts[^1] = attempt;
}
