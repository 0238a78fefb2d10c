using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Steward.Hosting.Telemetry;

/// <summary>
/// Logs and traces. Each line carries the scopes that it was written in: the delivery, then the instance; the line that says what a delivery started
/// carries both, so that everything that one webhook caused is found from it, from the request to the activity. The trace (W3C) of the request goes as
/// far as the dispatch where that comes before the answer, and on into Durable Functions, which hands it to its activities.
/// </summary>
public static class TelemetryServices
{
    // What is listened to: requests, the worker of Functions, Durable Task, and the storage clients.
    private static readonly string[] _sources = ["Microsoft.AspNetCore", "Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask", "Azure.*"];

    /// <summary>
    /// JSON lines on standard output, and the same to the exports where there are any. Nothing is sampled away here. In Functions their host is told
    /// instead, which shows the lines where its users look for them.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Exports exports, HostPlace place)
    {
        services.AddSerilog(
            (_, log) =>
            {
                log.MinimumLevel.Information().Enrich.FromLogContext()
                    .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                    .MinimumLevel.Override("Azure", LogEventLevel.Warning);
                if (place == HostPlace.Local) log.WriteTo.Console(new CompactJsonFormatter());
            },
            writeToProviders: exports.Any || place == HostPlace.Functions);
        if (exports.Any) services.AddExports(exports);
        return services;
    }

    private static void AddExports(this IServiceCollection services, Exports exports)
    {
        services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
        // For exporters and sampler alike: each makes its options for itself.
        services.Configure<AzureMonitorExporterOptions>(options => Set(options, exports));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("steward", serviceVersion: typeof(Composition).Assembly.GetName().Version?.ToString(3)))
            .WithLogging(logs => logs.Send(exports))
            .WithTracing(traces => traces.AddSource(_sources).Send(exports));
    }

    // The collector's address and protocol are read from the settings by the exporter itself: it knows which paths belong to which protocol.
    private static void Send(this LoggerProviderBuilder logs, Exports exports)
    {
        if (exports.ApplicationInsights is not null) logs.AddAzureMonitorLogExporter();
        if (exports.Otlp is not null) logs.AddOtlpExporter();
    }

    private static void Send(this TracerProviderBuilder traces, Exports exports)
    {
        if (exports.ApplicationInsights is not null) traces.AddAzureMonitorTraceExporter();
        if (exports.Otlp is not null) traces.AddOtlpExporter();
    }

    // With keys switched off at Application Insights, the app's identity is what may write.
    private static void Set(AzureMonitorExporterOptions options, Exports exports)
    {
        options.ConnectionString = exports.ApplicationInsights;
        options.Credential = new DefaultAzureCredential();
        // Otherwise five traces a second are kept, and with the others their logs are dropped, errors among them.
        options.TracesPerSecond = null;
        options.SamplingRatio = 1;
        options.EnableTraceBasedLogsSampler = false;
    }
}
