using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Wayleave.Configuration.Validation;

namespace Wayleave.Configuration;

/// <summary>Reads the section <c>Wayleave</c> item by item, so that every unreadable item is reported at once and by its path.</summary>
internal static class ConfigurationReader
{
    private static readonly string[] KnownSections =
    [
        nameof(WayleaveConfig.Providers), nameof(WayleaveConfig.Credentials), nameof(WayleaveConfig.Models), nameof(WayleaveConfig.Tiers),
        nameof(WayleaveConfig.Aliases), nameof(WayleaveConfig.Agents), nameof(WayleaveConfig.FallbackChains), nameof(WayleaveConfig.Routing), nameof(WayleaveConfig.Plans),
        nameof(WayleaveConfig.Tenants), nameof(WayleaveConfig.VirtualKeys), "Usage", "Traces", "Endpoints",
    ];

    public static WayleaveConfig Read(IConfiguration wayleave, List<string> errors)
    {
        foreach (var child in wayleave.GetChildren())
        {
            if (!KnownSections.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"'{child.Path}' is not a known section. Valid: {string.Join(", ", KnownSections)}.");
            }
        }

        return new WayleaveConfig
        {
            Providers = Dictionary(wayleave.GetSection("Providers"), errors, static s => s.Get<ProviderConfig>(Strict)),
            Credentials = List(wayleave.GetSection("Credentials"), errors, static s => s.Get<CredentialConfig>(Strict)),
            Models = List(wayleave.GetSection("Models"), errors, static s => s.Get<ModelConfig>(Strict)),
            Tiers = Dictionary(wayleave.GetSection("Tiers"), errors, static s => s.Get<TierConfig>(Strict)),
            Aliases = Texts(wayleave.GetSection("Aliases"), errors),
            Agents = Dictionary(wayleave.GetSection("Agents"), errors, static s => s.Get<AgentConfig>(Strict)),
            FallbackChains = Dictionary(wayleave.GetSection("FallbackChains"), errors, static s => s.Get<FallbackChainConfig>(Strict)),
            Routing = Item(wayleave.GetSection("Routing"), errors, static s => s.Get<RoutingConfig>(Strict)) ?? new RoutingConfig(),
            Plans = Dictionary(wayleave.GetSection("Plans"), errors, static s => s.Get<PlanConfig>(Strict)),
            Tenants = Dictionary(wayleave.GetSection("Tenants"), errors, static s => s.Get<TenantConfig>(Strict)),
            VirtualKeys = List(wayleave.GetSection("VirtualKeys"), errors, static s => s.Get<VirtualKeyConfig>(Strict)),
        };
    }

    private static void Strict(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    private static Dictionary<string, T> Dictionary<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section, List<string> errors, Func<IConfigurationSection, T?> read)
        where T : class, new()
    {
        var items = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            items[child.Key] = Item(child, errors, read) ?? new T();
        }

        return items;
    }

    private static List<T> List<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section, List<string> errors, Func<IConfigurationSection, T?> read)
        where T : class
    {
        var items = new List<T>();
        foreach (var child in section.GetChildren())
        {
            if (Item(child, errors, read) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static Dictionary<string, string> Texts(IConfigurationSection section, List<string> errors)
    {
        var items = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (child.Value is { Length: > 0 } value)
            {
                items[child.Key] = value;
            }
            else
            {
                errors.Add($"'{child.Path}' must be a model id, such as 'cheap/gpt-5.4'.");
            }
        }

        return items;
    }

    private static T? Item<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section, List<string> errors, Func<IConfigurationSection, T?> read)
        where T : class
    {
        if (!SectionShape.Check<T>(section, errors)
            || (typeof(T) == typeof(FallbackChainConfig) && !SectionShape.CheckKeys<FallbackCause>(section.GetSection(nameof(FallbackChainConfig.On)), errors)))
        {
            return null;
        }

        try
        {
            return read(section);
        }
        catch (InvalidOperationException error)
        {
            // The binder's message names the key and, for a value of the wrong type, the value; a secret is text and converts always.
            errors.Add($"'{section.Path}' cannot be read: {error.Message}");
            return null;
        }
    }
}
