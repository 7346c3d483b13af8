using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks the names and the enumerated values of a section before it is bound.</summary>
/// <remarks>The binder's own messages do not say what would be valid, stop at the first mistake, and let numbers pass for names.</remarks>
internal static class SectionShape
{
    /// <summary>Checks a section against the type that it is bound to; sections below it are left to the binder.</summary>
    /// <returns>Whether it may be bound.</returns>
    public static bool Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section, List<string> errors)
    {
        var before = errors.Count;
        var properties = typeof(T).GetProperties();
        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(properties, item => string.Equals(item.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                errors.Add($"'{child.Path}' is not a known setting. Valid: {string.Join(", ", properties.Select(static item => item.Name))}.");
            }
            else if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } type && child.Value is { Length: > 0 } value)
            {
                CheckName(child.Path, value, Enum.GetNames(type), errors);
            }
            else if (ItemType(property.PropertyType) is { IsEnum: true } item)
            {
                foreach (var entry in child.GetChildren())
                {
                    CheckName(entry.Path, entry.Value ?? "", Enum.GetNames(item), errors);
                }
            }
        }

        return errors.Count == before;
    }

    /// <summary>Checks that every key of a section is a name of an enumeration.</summary>
    public static bool CheckKeys<TEnum>(IConfigurationSection section, List<string> errors)
        where TEnum : struct, Enum
    {
        var before = errors.Count;
        foreach (var child in section.GetChildren())
        {
            CheckName(section.Path, child.Key, Enum.GetNames<TEnum>(), errors);
        }

        return errors.Count == before;
    }

    // Of a list of names the binder would leave out, without a word, what it cannot read.
    private static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static void CheckName(string path, string value, string[] names, List<string> errors)
    {
        if (!names.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add($"'{path}': '{value}' is not valid. Valid: {string.Join(", ", names)}.");
        }
    }
}
