using System.Text;
using System.Text.Json;
using Wayleave.Dialects.Hints;
using Wayleave.Policies;
using Wayleave.Policies.Routing;

namespace Wayleave.Tests.Policies;

/// <summary>OpenRouter's <c>provider</c> object, member by member, beside the term that it stands for.</summary>
public sealed class PreferenceTermTests
{
    private const string Rest = """["id"],["always",{"action":"next_candidate"}]""";

    [Theory]
    [InlineData("""{"allow_fallbacks":true}""", """["top"],["zero"],["ordered"]""")]
    [InlineData("""{"only":["OpenAI","elsewhere"]}""", """["in","provider",["openai","elsewhere"]],["zero"],["ordered"]""")]
    [InlineData("""{"only":[]}""", """["in","provider",[]],["zero"],["ordered"]""")]
    [InlineData("""{"ignore":["ANTHROPIC"],"order":[],"quantizations":[],"enforce_distillable_text":false,"sort":null}""", """["nin","provider",["Anthropic"]],["zero"],["ordered"]""")]
    [InlineData("""{"require_parameters":true,"zdr":true,"data_collection":"deny"}""", """["and",["meets_req"],["is","no_log"]],["zero"],["ordered"]""")]
    [InlineData("""{"data_collection":"allow","zdr":false}""", """["top"],["zero"],["ordered"]""")]
    [InlineData("""{"max_price":{"prompt":1.5,"completion":"2"}}""", """["and",["cmp","price_in","le",1.5],["cmp","price_out","le",2]],["zero"],["ordered"]""")]
    [InlineData("""{"sort":"price"}""", """["top"],["scale",-1,["add",["field","price_in"],["field","price_out"]]],["argmax"]""")]
    [InlineData("""{"sort":{"by":"throughput","partition":"model"}}""", """["top"],["field","tok_s"],["argmax"]""")]
    [InlineData("""{"sort":"latency","allow_fallbacks":false}""", """["top"],["scale",-1,["field","latency_ms"]],["top_k",1,["argmax"]]""")]
    [InlineData("""{"allow_fallbacks":false}""", """["top"],["zero"],["top_k",1,["ordered"]]""")]
    [InlineData("""{"order":["anthropic","openai"]}""", """["top"],["add",["gate",["provider_eq","Anthropic"],["lit",4]],["gate",["provider_eq","openai"],["lit",2]]],["argmax"]""")]
    [InlineData("""{"order":["openai"],"allow_fallbacks":false}""", """["in","provider",["openai"]],["add",["gate",["provider_eq","openai"],["lit",2]]],["argmax"]""")]
    [InlineData("""{"order":["openai"],"sort":"throughput"}""", """["top"],["add",["gate",["provider_eq","openai"],["lit",2]],["normalize",["field","tok_s"]]],["argmax"]""")]
    [InlineData("""{"only":["a\"b\\"]}""", """["in","provider",["a\"b\\"]],["zero"],["ordered"]""")]
    public void Preferences_Lowered_AreTheDocumentedTermAndAdmitted(string preferences, string term)
    {
        var lowered = PreferenceTerm.Of(Read(preferences), IdOf);

        Assert.Equal($"""["policy",{term},{Rest}]""", lowered);
        Assert.Equal(Policy.Parse($"""["policy",{term},{Rest}]""").Identity, Policy.Parse(lowered).Identity);
    }

    [Theory]
    [InlineData("""{"order":"openai"}""", "provider.order")]
    [InlineData("""{"order":["a",1]}""", "provider.order[1]")]
    [InlineData("""{"only":["a"],"only":["b"]}""", "provider.only")]
    [InlineData("""{"only":["a"],"onli":["b"]}""", "provider.onli")]
    [InlineData("""{"quantizations":["int8"]}""", "provider.quantizations")]
    [InlineData("""{"enforce_distillable_text":true}""", "provider.enforce_distillable_text")]
    [InlineData("""{"preferred_min_throughput":{"p90":50}}""", "provider.preferred_min_throughput")]
    [InlineData("""{"preferred_max_latency":3}""", "provider.preferred_max_latency")]
    [InlineData("""{"sort":"quality"}""", "provider.sort")]
    [InlineData("""{"sort":{"by":"price","partition":"none"}}""", "provider.sort.partition")]
    [InlineData("""{"max_price":{"request":1}}""", "provider.max_price.request")]
    [InlineData("""{"max_price":{"prompt":-1}}""", "provider.max_price.prompt")]
    [InlineData("""{"max_price":{"prompt":1e999}}""", "provider.max_price.prompt")]
    [InlineData("""{"max_price":3}""", "provider.max_price")]
    [InlineData("""{"only":["\ud800"]}""", "provider.only[0]")]
    [InlineData("""{"order":["a","x\udc00"]}""", "provider.order[1]")]
    [InlineData("""{"data_collection":"never"}""", "provider.data_collection")]
    [InlineData("""{"zdr":"yes"}""", "provider.zdr")]
    public void Member_ThatCannotBeHonoured_IsRefusedByName(string preferences, string param)
    {
        var refusal = Assert.Throws<RouteException>(() => Read(preferences));

        Assert.Equal((RouteErrorCode.InvalidRequest, param), (refusal.Code, refusal.Param));
    }

    [Fact]
    public void Names_BeyondTheLimit_AreRefused() => Assert.Equal(
        "provider.ignore", Assert.Throws<RouteException>(() => Read($$"""{"ignore":[{{string.Join(',', Enumerable.Repeat("\"a\"", 101))}}]}""")).Param);

    private static string IdOf(string name) => name.ToUpperInvariant() switch { "OPENAI" => "openai", "ANTHROPIC" => "Anthropic", _ => name };

    private static ProviderPreferences Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        Assert.True(ProviderPreferencesReader.IsOne(reader));
        return ProviderPreferencesReader.Read(ref reader);
    }
}
