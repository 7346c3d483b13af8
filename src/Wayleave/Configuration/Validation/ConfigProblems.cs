namespace Wayleave.Configuration.Validation;

/// <summary>Collects every mistake of a configuration, and every section that is bound but not in force.</summary>
internal sealed class ConfigProblems
{
    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Error(string path, string problem) => Errors.Add($"Wayleave:{path}: {problem}");

    public void Warn(string path, string note) => Warnings.Add($"Wayleave:{path}: {note}");

    public void Range<T>(string path, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            Error(path, $"'{value}' is out of range; valid: {least} to {most}.");
        }
    }

    public void Positive(string path, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
        {
            Error(path, $"'{value}' is out of range; valid: above 00:00:00, at most 1.00:00:00.");
        }
    }

    public void Weight(string path, double value)
    {
        if (!(value > 0 && value <= 1_000_000))
        {
            Error(path, $"'{value}' is out of range; valid: above 0, at most 1000000.");
        }
    }

    public void OneOf(string path, string what, string? value, IEnumerable<string> known)
    {
        if (string.IsNullOrEmpty(value))
        {
            Error(path, $"a {what} is required.");
        }
        else if (!known.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            Error(path, $"there is no {what} '{value}'. Known: {string.Join(", ", known)}.");
        }
    }

    public void Name(string path, string what, string name)
    {
        if (!Tiers.ModelIdSegment.IsWellFormed(name) || name.AsSpan().IndexOfAny('/', ':') >= 0)
        {
            Error(path, $"'{name}' cannot name {(what[0] is 'a' ? "an" : "a")} {what}: 1 to {Tiers.ModelIdSegment.MaxLength} printable characters without spaces, '/' and ':'.");
        }
    }

    public void Unique(string path, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            if (id.Length > 0 && !seen.Add(id))
            {
                Error(path, $"the id '{id}' is used more than once.");
            }
        }
    }
}
