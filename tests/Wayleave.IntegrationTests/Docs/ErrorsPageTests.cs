using System.Reflection;
using System.Text.RegularExpressions;
using Wayleave.AspNetCore.Errors;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Docs;

/// <summary>The page about errors lists each code once, with the status that the endpoints answer.</summary>
public sealed partial class ErrorsPageTests
{
    [Fact]
    public void Codes_Table_HasEveryCodeWithItsStatus()
    {
        var codes = typeof(RouteErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);
        var expected = codes.Select(static code => $"{code} {ErrorMapping.StatusOf(code)}");
        var documented = new MarkdownPage("docs/errors.md").Rows("Codes").Select(static row => $"{row[0]} {FirstNumber().Match(row[1]).Value}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
