using System.Text;

namespace Wayleave.Policies.Terms;

/// <summary>A row of the signature: the name of an operation, the sort it gives, and what it takes.</summary>
internal sealed class Operation(Op code, string name, TermSort sort, params Argument[] arguments)
{
    public Op Code { get; } = code;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public TermSort Sort { get; } = sort;

    /// <summary>Gets the arguments of a fixed arity; empty when the operation is <see cref="IsVariadic"/>.</summary>
    public Argument[] Arguments { get; } = arguments;

    /// <summary>Gets a value that tells whether the operation takes one or more terms of its own sort.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Gets a value that tells whether the order of the children is without meaning.</summary>
    public bool IsCommutative { get; init; }

    /// <summary>Gets the operation that changes nothing as a child. Only variadic operations have one.</summary>
    public Op Unit { get; init; }

    /// <summary>Gets the operation that decides as a child, or <see langword="null"/>.</summary>
    public Op? Absorbing { get; init; }
}
