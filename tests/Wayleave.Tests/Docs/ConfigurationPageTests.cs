using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Wayleave.Configuration;
using Wayleave.Tests.Shared;
using Wayleave.Traces;
using Wayleave.Usage;

namespace Wayleave.Tests.Docs;

/// <summary>The reference of the configuration says what the types say: each property, none else, each default.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly (string Heading, Type Type)[] Sections =
    [
        ("Wayleave", typeof(WayleaveConfig)),
        ("Wayleave:Providers:{id}", typeof(ProviderConfig)),
        ("Wayleave:Credentials:{n}", typeof(CredentialConfig)),
        ("Wayleave:Models:{n}", typeof(ModelConfig)),
        ("Wayleave:Models:{n}:Deployments:{n}", typeof(DeploymentConfig)),
        ("Wayleave:Models:{n}:Price", typeof(PriceConfig)),
        ("Wayleave:Tiers:{name}", typeof(TierConfig)),
        ("Wayleave:Agents:{id}", typeof(AgentConfig)),
        ("Wayleave:FallbackChains:{id}", typeof(FallbackChainConfig)),
        ("Wayleave:Routing", typeof(RoutingConfig)),
        ("Wayleave:Routing:Timeouts", typeof(TimeoutsConfig)),
        ("Wayleave:Routing:Cooldown", typeof(CooldownConfig)),
        ("Wayleave:Plans:{name}", typeof(PlanConfig)),
        ("Wayleave:Tenants:{id}", typeof(TenantConfig)),
        ("Wayleave:VirtualKeys:{n}", typeof(VirtualKeyConfig)),
        ("Wayleave:Usage", typeof(UsageOptions)),
        ("Wayleave:Traces", typeof(TraceOptions)),
    ];

    // The compiler's own file of the comments, beside the assembly: it says which properties must be written.
    private static readonly Lazy<Dictionary<string, string>> Comments = new(static () =>
        XDocument.Load(Path.ChangeExtension(typeof(WayleaveConfig).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value, static member => member.Element("summary")?.Value ?? ""));

    public static TheoryData<string> Headings() => [.. Sections.Select(static section => section.Heading)];

    [Theory]
    [MemberData(nameof(Headings))]
    public void Section_Table_HasEveryPropertyAndDefault(string heading) =>
        DocumentedOptions.Check(heading, Sections.Single(section => section.Heading == heading).Type, IsRequired);

    [Fact]
    public void Page_Sections_AreTheConfigurationTypes()
    {
        var types = typeof(WayleaveConfig).Assembly.GetExportedTypes()
            .Where(static type => type.Name.EndsWith("Config", StringComparison.Ordinal) || type == typeof(UsageOptions) || type == typeof(TraceOptions));

        Assert.Equal(types.Select(static type => type.Name).Order(), Sections.Select(static section => section.Type.Name).Order());
        Assert.Equal(
            Sections.Select(static section => section.Heading).Append("Wayleave:Endpoints"),
            DocumentedOptions.Page.TableHeadings.Where(static heading => heading.StartsWith("Wayleave", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_EnumTables_ListEveryValue()
    {
        Type[] enums = [typeof(AuthScheme), typeof(ModelListSource), typeof(ProviderQuirk), typeof(Lane), typeof(RoutingStrategy), typeof(AffinityMode), typeof(FallbackCause), typeof(ModelKind)];
        foreach (var type in enums)
        {
            Assert.Equal(Enum.GetNames(type), DocumentedOptions.Page.Rows(type.Name).Select(static row => row[0]));
        }
    }

    [Fact]
    public void Page_FullExample_UsesEveryProperty()
    {
        var full = JsonDocument.Parse(DocumentedOptions.Page.Code("json")[^1], new() { CommentHandling = JsonCommentHandling.Skip });
        var used = new HashSet<string>(StringComparer.Ordinal);
        Collect(full.RootElement, used);

        Assert.Empty(Sections.SelectMany(static section => section.Type.GetProperties()).Select(static property => property.Name).Except(used));
    }

    private static void Collect(JsonElement element, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, names);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                names.Add(property.Name);
                Collect(property.Value, names);
            }
        }
    }

    private static bool IsRequired(PropertyInfo property) =>
        Comments.Value[$"P:{property.DeclaringType!.FullName}.{property.Name}"].Contains("Required", StringComparison.Ordinal);
}
