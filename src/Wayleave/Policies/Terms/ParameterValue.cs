using System.Text;

namespace Wayleave.Policies.Terms;

/// <summary>An admitted parameter. Immutable; texts are UTF-8, because encodings and orders are defined over bytes.</summary>
internal sealed class ParameterValue
{
    private static readonly ParameterValue True = new() { Kind = ParameterKind.Flag, Flag = true };
    private static readonly ParameterValue False = new() { Kind = ParameterKind.Flag };

    private string? _string;

    private ParameterValue()
    {
    }

    public ParameterKind Kind { get; private init; }

    public double Number { get; private init; }

    public bool Flag { get; private init; }

    public byte[] Text { get; private init; } = [];

    /// <summary>Gets the elements of a list, or the values of a record in the order of <see cref="Keys"/>.</summary>
    public ParameterValue[] Items { get; private init; } = [];

    /// <summary>Gets a record's keys, sorted by their bytes.</summary>
    public byte[][] Keys { get; private init; } = [];

    /// <summary>Gets <see cref="Text"/> as a string.</summary>
    public string String => _string ??= Encoding.UTF8.GetString(Text);

    public static ParameterValue Of(double number) => new() { Kind = ParameterKind.Number, Number = number };

    public static ParameterValue Of(bool flag) => flag ? True : False;

    public static ParameterValue Of(byte[] text) => new() { Kind = ParameterKind.Text, Text = text };

    public static ParameterValue Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static ParameterValue List(ParameterValue[] items) => new() { Kind = ParameterKind.List, Items = items };

    /// <summary>Makes a record; both arrays belong to it from then on.</summary>
    public static ParameterValue Record(byte[][] keys, ParameterValue[] values)
    {
        Array.Sort(keys, values, ByteOrder.Instance);
        return new() { Kind = ParameterKind.Record, Keys = keys, Items = values };
    }

    /// <summary>The value of a record's key, or <see langword="null"/>.</summary>
    public ParameterValue? Find(ReadOnlySpan<byte> key)
    {
        for (var index = 0; index < Keys.Length; index++)
        {
            if (key.SequenceEqual(Keys[index]))
            {
                return Items[index];
            }
        }

        return null;
    }
}
