using System.Text.Json;
using Wayleave.Configuration;

namespace Wayleave.Tests.Credentials;

public sealed class SecretTests
{
    private const string Clear = "sk-very-secret-value-9876";

    [Fact]
    public void Secret_OnEveryImplicitWayToText_IsMasked()
    {
        var secret = new Secret(Clear);
        string[] texts =
        [
            secret.ToString(), $"{secret}", string.Concat(secret), JsonSerializer.Serialize(secret), JsonSerializer.Serialize(new { secret }),
            new InvalidOperationException($"Failed with {secret}.").ToString(), new { secret }.ToString()!,
        ];
        Assert.All(texts, text => Assert.DoesNotContain(Clear, text, StringComparison.Ordinal));
        Assert.Equal("...9876", secret.Masked);
        Assert.Equal(Clear, secret.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("elevenchars")]
    public void Masked_OfAShortSecret_ShowsNothingOfIt(string value) => Assert.Equal("...", new Secret(value).Masked);

    [Fact]
    public void Equals_ComparesTheValue()
    {
        Assert.Equal(new Secret(Clear), new Secret(Clear));
        Assert.NotEqual(new Secret(Clear), new Secret("another"));
        Assert.True(new Secret("").IsEmpty);
        Assert.Throws<ArgumentNullException>(() => new Secret(null!));
    }

    [Fact]
    public void ConfigurationRecords_PrintedWhole_HideTheirSecrets()
    {
        Assert.DoesNotContain(Clear, new CredentialConfig { Id = "a", Secret = Clear }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Clear, new VirtualKeyConfig { Id = "a", Secret = Clear }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Clear, new WayleaveConfig { Credentials = [new() { Id = "a", Secret = Clear }] }.ToString(), StringComparison.Ordinal);
    }
}
