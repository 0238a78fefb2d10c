using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Steward.Functions;
using Steward.Hosting;
using Steward.Hosting.Telemetry;
using Steward.Kernel;

#pragma warning disable RS0030 // The composition root: the only place that chooses the clock.
var time = TimeProvider.System;
#pragma warning restore RS0030

StewardOptions options;
try
{
    options = Settings.Load(null, HostPlace.Functions);
}
catch (StewardException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
var exports = Exports.Of(builder.Configuration);
builder.Services.Configure<WorkerOptions>(worker =>
{
    // One JSON everywhere: the inputs and outputs of tasks are the same as in the local host's journal.
    worker.Serializer = new JsonObjectSerializer(Json.Options);
    // Where this process sends its telemetry itself, the Functions host must not send it once more.
    if (exports.Any) worker.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString;
});
builder.Services.AddTelemetry(exports, HostPlace.Functions).AddSteward(options, HostPlace.Functions, time).AddFunctions();
await builder.Build().RunAsync();
return 0;
