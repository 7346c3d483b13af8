using System.Text.Json;
using Wayleave.Planning;

namespace Wayleave.Dialects.Hints;

/// <summary>What a body says to the router in OpenRouter's vocabulary: <c>provider</c> and <c>models</c>. What has another shape is a field like any other.</summary>
/// <remarks>Filled while a request is scanned, and not changed afterwards.</remarks>
internal sealed class RoutingHints
{
    private const int Provider = 0;
    private const int ModelList = 1;

    private static readonly NameTable Names = new("provider", "models");

    private int _seen;
    private int _understood;

    /// <summary>Gets whom the request prefers, or null.</summary>
    public ProviderPreferences? Preferences { get; private set; }

    /// <summary>Gets the models in the order in which they are to be tried, as the body lists them; empty when it lists none.</summary>
    public IReadOnlyList<string> Models { get; private set; } = [];

    /// <summary>Gets a value that tells whether nothing was understood.</summary>
    public bool IsEmpty => _understood == 0;

    /// <summary>Finds the hint whose name the reader stands on.</summary>
    /// <returns>The hint, or -1.</returns>
    public static int Find(ref Utf8JsonReader reader) => Names.Find(ref reader);

    /// <summary>Reads a hint; leaves the reader on the value's last token.</summary>
    /// <returns>Whether the value was understood.</returns>
    public bool Read(int hint, ref Utf8JsonReader reader)
    {
        var isUnderstood = hint == Provider ? ProviderPreferencesReader.IsOne(reader) : IsListOfModels(reader);
        if ((_seen & (1 << hint)) != 0 && (isUnderstood || (_understood & (1 << hint)) != 0))
        {
            throw RequestFault.Duplicate(Names[hint]);
        }

        _seen |= 1 << hint;
        if (!isUnderstood)
        {
            reader.Skip();
            return false;
        }

        _understood |= 1 << hint;
        if (hint == ModelList)
        {
            ReadModels(ref reader);
        }
        else
        {
            Preferences = ProviderPreferencesReader.Read(ref reader);
        }

        return true;
    }

    private static bool IsListOfModels(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private void ReadModels(ref Utf8JsonReader reader)
    {
        var models = Values.Texts(ref reader, Names[ModelList], "an array of model ids");
        FallbackModels.Check(models, Names[ModelList]);
        Models = models;
    }
}
