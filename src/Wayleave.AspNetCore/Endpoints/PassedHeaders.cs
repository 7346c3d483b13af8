using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Finds those of a caller's headers that its dialect passes on to providers which speak it.</summary>
internal static class PassedHeaders
{
    /// <summary>Gets the headers, or null when there is none.</summary>
    public static List<KeyValuePair<string, string>>? Find(IHeaderDictionary headers, IReadOnlyList<string> names)
    {
        List<KeyValuePair<string, string>>? found = null;
        for (var index = 0; index < names.Count; index++)
        {
            if (headers.TryGetValue(names[index], out var values) && values.ToString() is { Length: > 0 } value)
            {
                (found ??= []).Add(new(names[index], value));
            }
        }

        return found;
    }
}
