using Steward.Hosting;
using Steward.Hosting.Telemetry;
using Steward.Kernel;
using Steward.Local;
using Steward.Web;

#pragma warning disable RS0030 // The composition root: the only place that chooses the clock.
var time = TimeProvider.System;
#pragma warning restore RS0030

StewardOptions options;
try
{
    options = Settings.Load(args is ["--settings", var file] ? file : null, HostPlace.Local);
}
catch (Exception failure) when (failure is StewardException or IOException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(options.Url).ConfigureKestrel(server => server.AddServerHeader = false);
builder.Services.AddTelemetry(Exports.Of(builder.Configuration), HostPlace.Local).AddSteward(options, HostPlace.Local, time).AddLocal(options);
var app = builder.Build();
app.UseStewardWeb();
try
{
    await app.RunAsync();
    return 0;
}
catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{options.Url} is taken by another program: stop it, or set another Url in the settings.");
    return 2;
}
