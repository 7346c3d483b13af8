using System.Net.Http.Headers;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>A request for the names of the models that a provider offers, and the reading of its pages. Stateless and thread-safe.</summary>
internal abstract class ModelListCodec
{
    /// <summary>Gets the member that holds the models.</summary>
    protected abstract ReadOnlySpan<byte> ListName { get; }

    /// <summary>Gets the address of a page.</summary>
    /// <param name="baseAddress">The provider's base address.</param>
    /// <param name="cursor">What the page before said of its next; null for the first.</param>
    public abstract Uri GetRequestUri(Uri baseAddress, string? cursor);

    /// <summary>Adds the headers that the request carries beside the key.</summary>
    public virtual void AddHeaders(HttpRequestHeaders headers, string? apiVersion)
    {
    }

    /// <summary>Reads a page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="names">Receives the names as requests have to write them.</param>
    /// <returns>The cursor of the next page; null at the end.</returns>
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public string? ReadPage(ReadOnlySpan<byte> body, List<string> names)
    {
        AnswerFault.RequireUtf8(body);
        var page = Parse(body);
        if (page.ValueKind != JsonValueKind.Object || !JsonText.TryFind(page, ListName, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw AnswerFault.Malformed("it has no list of models.");
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && NameOf(item) is { } name)
            {
                names.Add(name);
            }
        }

        return NextPage(page);
    }

    /// <summary>Gets the name of one model; null when it has none.</summary>
    protected abstract string? NameOf(JsonElement model);

    /// <summary>Gets the cursor of the page behind this one; null when there is none.</summary>
    protected virtual string? NextPage(JsonElement page) => null;

    private static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(body, DialectJson.DocumentOptions);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("it is not valid JSON.");
        }
    }
}
