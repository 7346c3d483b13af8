using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Wayleave.Tests.Shared;

/// <summary>Compares a table of <c>docs/configuration.md</c> with the type that the section is bound to.</summary>
internal static class DocumentedOptions
{
    /// <summary>What stands in the column of defaults where a value must be written.</summary>
    public const string Required = "required";

    public static MarkdownPage Page { get; } = new("docs/configuration.md");

    /// <summary>Checks that the table has each property once, none that does not exist, and the defaults that a new instance has.</summary>
    /// <param name="heading">The heading above the table, which is the section's path.</param>
    /// <param name="type">The type.</param>
    /// <param name="isRequired">Tells which properties have no default.</param>
    public static void Check(string heading, Type type, Func<PropertyInfo, bool> isRequired)
    {
        var instance = Activator.CreateInstance(type)!;
        var expected = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => $"{property.Name} = {(isRequired(property) ? Required : Text(property.GetValue(instance)))}");
        var documented = Page.Rows(heading).Select(static row => $"{row[0]} = {row[2]}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        "" => "\"\"",
        string text => text,
        bool flag => flag ? "true" : "false",
        TimeSpan time => time.ToString(time.Milliseconds == 0 ? "c" : @"hh\:mm\:ss\.FFF", CultureInfo.InvariantCulture),
        IDictionary { Count: 0 } => "{}",
        IEnumerable items when !items.Cast<object>().Any() => "[]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "{}",
    };
}
