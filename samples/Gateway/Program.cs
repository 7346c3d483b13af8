using Gateway;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://localhost:5210");
}

// Providers whose key is in the environment are real; a scripted provider in this process stands in for the others.
await using var demo = await DemoProviders.StartAsync();
builder.Configuration.AddInMemoryCollection(demo.Configuration);

builder.Services.AddWayleave(builder.Configuration).AddVirtualKeys();
builder.Services.AddHealthChecks().AddWayleave();

var app = builder.Build();
app.MapWayleave();
app.MapHealthChecks("/health");
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(StartupText.For(app.Urls.First(), demo)));
await app.RunAsync();
