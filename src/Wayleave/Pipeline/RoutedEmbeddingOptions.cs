using Microsoft.Extensions.AI;

namespace Wayleave;

/// <summary>The options of a routed embedding request: who asks, beside everything that <see cref="EmbeddingGenerationOptions"/> says.</summary>
/// <remarks>
/// A plain <see cref="EmbeddingGenerationOptions"/> works as well; the caller then comes from the registered
/// <see cref="ICallerAccessor"/>. One instance may serve many requests. Not thread-safe while it is being changed.
/// </remarks>
public sealed class RoutedEmbeddingOptions : EmbeddingGenerationOptions
{
    /// <summary>Initializes empty options.</summary>
    public RoutedEmbeddingOptions()
    {
    }

    /// <summary>Initializes options with the values of others.</summary>
    /// <param name="other">The options to copy; <see langword="null"/> copies nothing.</param>
    public RoutedEmbeddingOptions(EmbeddingGenerationOptions? other)
        : base(other)
    {
        if (other is RoutedEmbeddingOptions routed)
        {
            Tenant = routed.Tenant;
            User = routed.User;
            App = routed.App;
            NoLog = routed.NoLog;
            Policy = routed.Policy;
        }
    }

    /// <summary>Gets or sets the tenant's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? Tenant { get; set; }

    /// <summary>Gets or sets the end user's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets the machine caller's id; <see langword="null"/> leaves it to the <see cref="ICallerAccessor"/>.</summary>
    public string? App { get; set; }

    /// <summary>Gets or sets a value that forbids keeping any input or vector of this request anywhere. The decision's trace stays.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NoLog { get; set; }

    /// <summary>Gets or sets the policy that decides which deployment serves, as a term of sigma-pol/v2 in JSON, or a filter alone; <see langword="null"/> brings none.</summary>
    public string? Policy { get; set; }

    /// <inheritdoc/>
    public override EmbeddingGenerationOptions Clone() => new RoutedEmbeddingOptions(this);

    /// <summary>Gets a copy that knows nothing of the router, for generators that the host brought.</summary>
    internal EmbeddingGenerationOptions ToPlainOptions() => base.Clone();
}
