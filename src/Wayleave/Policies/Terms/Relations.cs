namespace Wayleave.Policies.Terms;

/// <summary>The names of the relations.</summary>
internal static class Relations
{
    public static bool TryParse(ReadOnlySpan<byte> name, out Relation relation)
    {
        (var known, relation) = name switch
        {
            [(byte)'l', (byte)'t'] => (true, Relation.Lt),
            [(byte)'l', (byte)'e'] => (true, Relation.Le),
            [(byte)'e', (byte)'q'] => (true, Relation.Eq),
            [(byte)'n', (byte)'e'] => (true, Relation.Ne),
            [(byte)'g', (byte)'e'] => (true, Relation.Ge),
            [(byte)'g', (byte)'t'] => (true, Relation.Gt),
            _ => (false, default),
        };
        return known;
    }

    public static string NameOf(Relation relation) => relation switch
    {
        Relation.Lt => "lt",
        Relation.Le => "le",
        Relation.Eq => "eq",
        Relation.Ne => "ne",
        Relation.Ge => "ge",
        _ => "gt",
    };
}
