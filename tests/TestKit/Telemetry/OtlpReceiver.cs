using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.TestKit.Telemetry;

/// <summary>A log line as a collector gets it.</summary>
/// <param name="Severity">Its severity: <c>Error</c>.</param>
/// <param name="Body">The message.</param>
/// <param name="TraceId">The trace, hexadecimal; empty: none.</param>
/// <param name="Attributes">Its attributes that are texts.</param>
public sealed record ReceivedLog(string Severity, string Body, string TraceId, IReadOnlyDictionary<string, string> Attributes);

/// <summary>An OpenTelemetry collector over HTTP (OTLP 1.x, <c>http/protobuf</c>) on loopback: keeps what it gets.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it is reached: the setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The log lines so far.</summary>
    public ConcurrentQueue<ReceivedLog> Logs { get; } = new();

    /// <summary>The traces of the spans so far, hexadecimal, with the spans' names.</summary>
    public ConcurrentQueue<(string TraceId, string Name)> Spans { get; } = new();

    /// <summary>Every byte so far, as text: to look for what must not be in it.</summary>
    public ConcurrentQueue<string> Raw { get; } = new();

    /// <summary>Starts it.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/logs", http => receiver.ReceiveAsync(http, receiver.AddLogs));
        app.MapPost("/v1/traces", http => receiver.ReceiveAsync(http, receiver.AddSpans));
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http, Action<ProtoMessage> add)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Raw.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        add(new ProtoMessage(body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    // The numbers are those of opentelemetry-proto: resource_logs 1, scope_logs 2, log_records 2; of a record severity 3, body 5, attributes 6, trace 9.
    private void AddLogs(ProtoMessage request)
    {
        foreach (var record in request.All(1).SelectMany(r => r.All(2)).SelectMany(s => s.All(2)))
        {
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in record.All(6)) attributes[pair.Text(1) ?? ""] = pair.All(2).Select(v => v.Text(1)).LastOrDefault() ?? "";
            Logs.Enqueue(new ReceivedLog(record.Text(3) ?? "", record.All(5).Select(b => b.Text(1)).LastOrDefault() ?? "", record.Hex(9), attributes));
        }
    }

    // resource_spans 1, scope_spans 2, spans 2; of a span trace_id 1, name 5.
    private void AddSpans(ProtoMessage request)
    {
        foreach (var span in request.All(1).SelectMany(r => r.All(2)).SelectMany(s => s.All(2))) Spans.Enqueue((span.Hex(1), span.Text(5) ?? ""));
    }
}
