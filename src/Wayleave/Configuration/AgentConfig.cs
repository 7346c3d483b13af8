namespace Wayleave.Configuration;

/// <summary>A named agent as written in <c>Wayleave:Agents:{id}</c>: the models that it runs on, by how hard the work is.</summary>
/// <remarks>Requested as <c>agent/{id}</c>, <c>agent/{id}:heavy</c> and <c>agent/{id}:max</c>, each an ordinary route.</remarks>
public sealed record AgentConfig
{
    /// <summary>Gets or sets the name for people, or <see langword="null"/> when the id says enough.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the role in a few words, such as <c>reviewer</c>, or <see langword="null"/>. For people: it never reaches a provider.</summary>
    public string? Role { get; set; }

    /// <summary>Gets or sets what the agent does, or <see langword="null"/>. For people: it never reaches a provider.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the model id or alias of usual work. Required.</summary>
    public string Normal { get; set; } = "";

    /// <summary>Gets or sets the model id or alias of heavy work; <see langword="null"/> takes <see cref="Normal"/>.</summary>
    public string? Heavy { get; set; }

    /// <summary>Gets or sets the model id or alias of the hardest work; <see langword="null"/> takes <see cref="Heavy"/>.</summary>
    public string? Max { get; set; }
}
