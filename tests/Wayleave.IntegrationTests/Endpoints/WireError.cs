using System.Text.Json;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>An error as an OpenAI client reads it.</summary>
internal sealed record WireError(string Message, string? Type, string? Code, string? Param)
{
    /// <summary>Reads an error answer; every field of the shape must be there.</summary>
    public static async Task<WireError> OfAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return Of(await response.Content.ReadAsStringAsync());
    }

    public static WireError Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var error = document.RootElement.GetProperty("error");
        return new WireError(
            error.GetProperty("message").GetString()!,
            error.GetProperty("type").GetString(),
            error.GetProperty("code").GetString(),
            error.GetProperty("param").GetString());
    }
}
