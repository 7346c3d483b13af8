using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Wayleave.Configuration;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Credentials;

public sealed class SecretTests
{
    private const string Clear = "sk-plainly-visible-9876";
    private const string Hidden = "sk-plainly-visible";

    private static readonly Secret Key = new(Clear);

    [Fact]
    public void Text_EveryImplicitWay_IsMasked()
    {
        object boxed = Key;
        string[] texts =
        [
            Key.ToString(), $"{Key}", "" + Key, string.Format(CultureInfo.InvariantCulture, "{0}", Key), Convert.ToString(boxed, CultureInfo.InvariantCulture)!,
            string.Join(",", new object[] { Key }), string.Create(CultureInfo.InvariantCulture, $"{Key}"), Key.Masked,
        ];
        Assert.All(texts, static text => Assert.Equal("...9876", text));
        Assert.Equal(Clear, Key.Reveal());
    }

    [Fact]
    public void Text_ThroughTheTypesThatHoldASecret_IsMasked()
    {
        var credential = new CredentialConfig { Id = "k", Provider = "openai", Secret = Clear };
        var virtualKey = new VirtualKeyConfig { Id = "v", Tenant = "acme", Secret = Clear };
        var config = new WayleaveConfig { Credentials = [credential], VirtualKeys = [virtualKey] };
        Assert.Contains("Id = k", credential.ToString(), StringComparison.Ordinal);
        Assert.Contains("Tenant = acme", virtualKey.ToString(), StringComparison.Ordinal);
        object[] holders = [credential, virtualKey, config, new Holder(Key), new HolderStruct(Key), (Key, 1), new { Key }, new InvalidOperationException($"Refused {Key} of {credential}.")];
        Assert.All(holders, static holder => Assert.DoesNotContain(Hidden, holder.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Json_OfASecretAndOfItsHolders_IsMasked()
    {
        var options = new JsonSerializerOptions { IncludeFields = true, WriteIndented = true };
        object[] holders =
        [
            Key, new Holder(Key), new HolderStruct(Key), new[] { Key }, new Dictionary<string, object> { ["key"] = Key },
            new CredentialConfig { Secret = Clear }, new VirtualKeyConfig { Secret = Clear },
            new WayleaveConfig { Credentials = [new() { Secret = Clear }], VirtualKeys = [new() { Secret = Clear }] },
        ];
        Assert.All(holders, holder =>
        {
            Assert.DoesNotContain(Hidden, JsonSerializer.Serialize(holder, options), StringComparison.Ordinal);
            Assert.DoesNotContain(Hidden, JsonSerializer.Serialize(holder), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Configuration_SecretThatIsNotWrittenToJson_IsStillBoundAndRead()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("Secret", Clear)]).Build();

        Assert.Equal(Clear, section.Get<CredentialConfig>()!.Secret);
        Assert.Equal(Clear, JsonSerializer.Deserialize<CredentialConfig>($$"""{"Secret":"{{Clear}}"}""")!.Secret);
    }

    [Fact]
    public void Debugger_Display_ShowsTheMaskAndHidesTheValue()
    {
        Assert.Equal("{Masked,nq}", typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        foreach (var field in typeof(Secret).GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State);
        }

        // Whatever is a public property is shown by debuggers and serializers alike.
        foreach (var property in typeof(Secret).GetProperties())
        {
            Assert.NotEqual(Clear, property.GetValue(Key) as string);
        }
    }

    [Fact]
    public void Masked_AnyValue_ShowsAtMostTheLastFourOfTwelveOrMore() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var value = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next('!', '~')));
        var secret = new Secret(value);

        Assert.Equal(value.Length < 12 ? "..." : "..." + value[^4..], secret.Masked);
        Assert.Equal(value.Length == 0, secret.IsEmpty);
        Assert.Equal(new Secret(value), secret);
        Assert.Equal(new Secret(value).GetHashCode(), secret.GetHashCode());
        Assert.NotEqual(new Secret(value + "x"), secret);
        Assert.False(secret.Equals((object)value));
    });

    [Fact]
    public void Constructor_Null_Throws() => Assert.Throws<ArgumentNullException>(() => new Secret(null!));

    private sealed record Holder(Secret Key);

    private readonly record struct HolderStruct(Secret Key);
}
