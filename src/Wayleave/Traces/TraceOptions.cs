namespace Wayleave.Traces;

/// <summary>How many decisions are kept for a look back, as written in <c>Wayleave:Traces</c>. Read once, when the router is made.</summary>
public sealed class TraceOptions
{
    /// <summary>Gets or sets how many routing traces are kept in memory, the newest of all tenants together. From 0, which keeps none, to 1,000,000.</summary>
    /// <value>The default is 1,000.</value>
    public int Capacity { get; set; } = 1_000;
}
