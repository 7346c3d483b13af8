using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Wayleave.Policies.Building;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>Reads a policy from configuration: as JSON in one text, or written out as arrays, whose numbers configuration hands over as texts.</summary>
internal static class PolicySection
{
    /// <summary>Gets the policy as JSON; null when the section has none.</summary>
    public static string? ToJson(IConfigurationSection? section)
    {
        if (section is null)
        {
            return null;
        }

        if (section.Value is { } text)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        return section.GetChildren().Any() ? Write(section, isNumber: false) : null;
    }

    private static string Write(IConfigurationSection section, bool isNumber)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return Leaf(section.Value ?? "", isNumber);
        }

        if (!children.TrueForAll(static child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return WriteRecord(children);
        }

        children.Sort(static (left, right) => int.Parse(left.Key, CultureInfo.InvariantCulture).CompareTo(int.Parse(right.Key, CultureInfo.InvariantCulture)));
        var operation = children[0].Value is { } name ? Signature.Find(Encoding.UTF8.GetBytes(name)) : null;
        var items = new List<string>(children.Count);
        for (var index = 0; index < children.Count; index++)
        {
            items.Add(Write(children[index], index > 0 && IsNumber(operation, index - 1)));
        }

        return $"[{string.Join(',', items)}]";
    }

    private static string WriteRecord(List<IConfigurationSection> children) =>
        $"{{{string.Join(',', children.Select(static child => $"{TermText.Quote(child.Key)}:{Write(child, isNumber: true)}"))}}}";

    private static bool IsNumber(Operation? operation, int argument) =>
        operation is not null && argument < operation.Arguments.Length
        && operation.Arguments[argument] is { Term: null, Parameter: ParameterSort.Num or ParameterSort.Count or ParameterSort.Scalar };

    // Where a number is meant, what reads as one is one. In a record nothing but verbs and names are texts, and none of them reads as a number.
    private static string Leaf(string value, bool isNumber) =>
        isNumber && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? TermText.Number(number)
        : isNumber && bool.TryParse(value, out var flag) ? (flag ? "true" : "false")
        : TermText.Quote(value);
}
