using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints;

public sealed class ModelsTests
{
    [Fact]
    public async Task List_HoldsWhatTheCallerMayUseAndNothingElse()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var mine = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/models"));
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", GatewaySettings.GlobexKey);
        using var others = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/models"));

        Assert.Equal("list", mine.RootElement.GetProperty("object").GetString());
        var model = mine.RootElement.GetProperty("data").EnumerateArray().Single(static item => item.GetProperty("id").GetString() == GatewaySettings.Model);
        Assert.Equal("model", model.GetProperty("object").GetString());
        Assert.Equal(0, model.GetProperty("created").GetInt64());
        Assert.Equal("openai", model.GetProperty("owned_by").GetString());
        Assert.Equal(400000, model.GetProperty("context_window").GetInt32());
        Assert.DoesNotContain(
            others.RootElement.GetProperty("data").EnumerateArray(), static item => item.GetProperty("id").GetString() == GatewaySettings.Model);
    }

    [Theory]
    [InlineData("/v1/models/resale/gpt-5.4")]
    [InlineData("/v1/models/resale%2Fgpt-5.4")]
    [InlineData("/v1/models/resale%2fgpt-5.4")]
    public async Task Get_WithSlashesPlainOrEncoded_FindsTheModel(string path)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var model = JsonDocument.Parse(await gateway.Client.GetStringAsync(path));

        Assert.Equal(GatewaySettings.Model, model.RootElement.GetProperty("id").GetString());
        Assert.Equal("model", model.RootElement.GetProperty("object").GetString());
    }

    [Theory]
    [InlineData("/v1/models/resale/nothing", GatewaySettings.AcmeKey)]
    [InlineData("/v1/models/resale/gpt-5.4", GatewaySettings.GlobexKey)]
    public async Task Get_OfWhatTheCallerMayNotUse_Is404(string path, string key)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var response = await gateway.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = await WireError.OfAsync(response);
        Assert.Equal(("model_not_found", "model"), (error.Code, error.Param));
    }

    [Fact]
    public async Task OpenAIClient_ReadsListAndModel()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var models = gateway.OpenAIModels();

        var list = await models.GetModelsAsync();
        var one = await models.GetModelAsync(GatewaySettings.Model);

        Assert.Contains(list.Value, static model => model.Id == GatewaySettings.Model);
        Assert.Equal("openai", one.Value.OwnedBy);
    }
}
