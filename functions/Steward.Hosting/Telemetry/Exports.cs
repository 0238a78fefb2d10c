using Microsoft.Extensions.Configuration;

namespace Steward.Hosting.Telemetry;

/// <summary>Where logs and traces go besides standard output; the names of the settings are those of their makers.</summary>
/// <param name="ApplicationInsights">The connection string of Application Insights (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>), or null.</param>
/// <param name="Otlp">The address of an OpenTelemetry collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), or null.</param>
public sealed record Exports(string? ApplicationInsights, Uri? Otlp)
{
    /// <summary>Whether there is any.</summary>
    public bool Any => ApplicationInsights is not null || Otlp is not null;

    /// <summary>Reads them from the host's configuration.</summary>
    public static Exports Of(IConfiguration configuration) => new(
        configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection ? connection : null,
        Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var otlp) ? otlp : null);
}
