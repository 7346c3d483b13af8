using System.Globalization;
using System.Text.Json;
using Wayleave.Tiers;

namespace Wayleave.Dialects.Hints;

/// <summary>Reads a <c>provider</c> object. What would change who serves and cannot be honoured is refused by its name, never left out without a word.</summary>
internal static class ProviderPreferencesReader
{
    private const int MostNames = 100;
    private const string Price = "a price in US dollars per million tokens, from 0";

    private static readonly NameTable Members = new(
        "order", "only", "ignore", "allow_fallbacks", "require_parameters", "data_collection", "zdr", "sort", "max_price",
        "enforce_distillable_text", "quantizations", "preferred_min_throughput", "preferred_max_latency");

    /// <summary>Tells whether the value is such an object: at least one of its members has a name of the vocabulary.</summary>
    public static bool IsOne(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Members.Find(ref reader) >= 0)
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <exception cref="RouteException"><c>invalid_request</c>, which names the member.</exception>
    public static ProviderPreferences Read(ref Utf8JsonReader reader)
    {
        var preferences = new ProviderPreferences();
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Members.Find(ref reader);
            var param = $"provider.{JsonText.Read(ref reader)}";
            reader.Read();
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate(param);
            }

            seen |= member < 0 ? 0 : 1 << member;
            if (member < 0)
            {
                throw RequestFault.NotHonoured(param, "It is no member of this object that the router knows.");
            }

            // Null is how clients leave a member out.
            if (reader.TokenType != JsonTokenType.Null)
            {
                Read(Members[member], param, ref reader, preferences);
            }
        }

        return preferences;
    }

    private static void Read(string member, string param, ref Utf8JsonReader reader, ProviderPreferences preferences)
    {
        switch (member)
        {
            case "order":
                preferences.Order = Names(ref reader, param);
                break;
            case "only":
                preferences.Only = Names(ref reader, param);
                break;
            case "ignore":
                preferences.Ignore = Names(ref reader, param);
                break;
            case "allow_fallbacks":
                preferences.AllowsFallbacks = Values.Flag(ref reader, param);
                break;
            case "require_parameters":
                preferences.RequiresParameters = Values.Flag(ref reader, param);
                break;
            case "data_collection":
                preferences.DeniesKeeping |= Choice(ref reader, param, "'allow' or 'deny'", "allow", "deny") == 1;
                break;
            case "zdr":
                preferences.DeniesKeeping |= Values.Flag(ref reader, param);
                break;
            case "sort":
                preferences.Sort = ReadSort(ref reader, param);
                break;
            case "max_price":
                ReadMaxPrice(ref reader, param, preferences);
                break;
            case "enforce_distillable_text" when !Values.Flag(ref reader, param):
                break;
            case "quantizations" when Values.Texts(ref reader, param, "an array of strings").Count == 0:
                break;
            default:
                throw RequestFault.NotHonoured(param, "Declare a flag or a field of the deployments, and ask for it in 'policy_ir'.");
        }
    }

    private static List<string> Names(ref Utf8JsonReader reader, string param)
    {
        var names = Values.Texts(ref reader, param, "an array of providers' ids");
        var odd = names.FindIndex(static name => !ModelIdSegment.IsWellFormed(name));
        return names.Count > MostNames ? throw RequestFault.TooMany(param, MostNames)
            : odd < 0 ? names
            : throw RequestFault.NotHonoured($"{param}[{odd}]", $"A provider's id is 1 to {ModelIdSegment.MaxLength} printable characters without spaces.");
    }

    private static PreferredSort ReadSort(ref Utf8JsonReader reader, string param)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return SortBy(ref reader, param);
        }

        var sort = PreferredSort.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader);
            reader.Read();
            if (name == "by")
            {
                sort = SortBy(ref reader, $"{param}.by");
            }
            else if (name != "partition" || (reader.TokenType != JsonTokenType.Null && Choice(ref reader, $"{param}.partition", "'model'", "model", "none") == 1))
            {
                throw RequestFault.NotHonoured($"{param}.{name}", "Providers are ordered within each model; a policy over a whole tier orders across models.");
            }
        }

        return sort;
    }

    private static PreferredSort SortBy(ref Utf8JsonReader reader, string param) =>
        (PreferredSort)(1 + Choice(ref reader, param, "'price', 'throughput' or 'latency'", "price", "throughput", "latency"));

    private static void ReadMaxPrice(ref Utf8JsonReader reader, string param, ProviderPreferences preferences)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind(param, reader.TokenType, "an object such as {\"prompt\": 1, \"completion\": 2}");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            switch (name)
            {
                case "prompt":
                    preferences.MaxPromptPrice = Amount(ref reader, $"{param}.{name}");
                    break;
                case "completion":
                    preferences.MaxCompletionPrice = Amount(ref reader, $"{param}.{name}");
                    break;
                default:
                    throw RequestFault.NotHonoured($"{param}.{name}", "The catalog has prices of 'prompt' and 'completion' alone.");
            }
        }
    }

    // Clients write prices as numbers and as strings.
    private static double Amount(ref Utf8JsonReader reader, string param)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.String => JsonText.Read(ref reader),
            _ => throw RequestFault.WrongKind(param, reader.TokenType, Price),
        };
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount) && amount >= 0
            ? amount
            : throw RequestFault.WrongValue(param, text, Price);
    }

    private static int Choice(ref Utf8JsonReader reader, string param, string expected, params ReadOnlySpan<string> choices)
    {
        var text = Values.Text(ref reader, param, expected);
        var choice = choices.IndexOf(text);
        return choice >= 0 ? choice : throw RequestFault.WrongValue(param, text, expected);
    }
}
