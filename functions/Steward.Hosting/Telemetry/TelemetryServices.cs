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
/// Logs and traces. Each line carries the scopes it was written in (delivery, instance) and the trace (W3C) that began with the delivery, so
/// that everything that one webhook caused is found by one id, from the request to the activity.
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
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("steward", serviceVersion: typeof(Composition).Assembly.GetName().Version?.ToString(3)))
            .WithLogging(logs => logs.Send(exports))
            .WithTracing(traces => traces.AddSource(_sources).Send(exports));
    }

    private static void Send(this LoggerProviderBuilder logs, Exports exports)
    {
        if (exports.ApplicationInsights is not null) logs.AddAzureMonitorLogExporter(options => Set(options, exports));
        if (exports.Otlp is { } collector) logs.AddOtlpExporter(options => options.Endpoint = collector);
    }

    private static void Send(this TracerProviderBuilder traces, Exports exports)
    {
        if (exports.ApplicationInsights is not null) traces.AddAzureMonitorTraceExporter(options => Set(options, exports));
        if (exports.Otlp is { } collector) traces.AddOtlpExporter(options => options.Endpoint = collector);
    }

    // With keys switched off at Application Insights, the app's identity is what may write.
    private static void Set(AzureMonitorExporterOptions options, Exports exports)
    {
        options.ConnectionString = exports.ApplicationInsights;
        options.Credential = new DefaultAzureCredential();
    }
}
