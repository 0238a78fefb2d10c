using System.Diagnostics;
using System.Net;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.Hosting;
using Steward.Hosting.Telemetry;
using Steward.Kernel;
using Steward.Products;
using Steward.StorageTests.Hosting;
using Steward.TestKit;
using Steward.TestKit.Hosts;
using Steward.TestKit.Intake;
using Steward.TestKit.Telemetry;
using Xunit;

namespace Steward.StorageTests.Telemetry;

/// <summary>What a collector gets of a host: everything that one webhook caused, no secret, and no error left out.</summary>
public sealed class ExportTests
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");

    [Fact]
    public async Task From_a_delivery_its_instance_is_found_and_from_the_instance_its_activities()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var delivery = Guid.NewGuid().ToString();
        await using (var world = await StartAsync(collector, (await Azurite.AccountAsync()).Prefix)) await PushAsync(world, delivery);

        var started = Assert.Single(collector.Logs, l => l.Body.StartsWith("Started: ", StringComparison.Ordinal));
        Assert.Equal(delivery, started.Attributes["DeliveryId"]);
        // The trace of the request reaches what was dispatched before its answer.
        Assert.Contains(collector.Spans, s => s.TraceId == started.TraceId && s.Name.EndsWith("HttpRequestIn", StringComparison.Ordinal));
        var instance = $"change:{Product}@{Payloads.Sha(2)}";
        Assert.Contains(instance, started.Body, StringComparison.Ordinal);
        Assert.Contains(collector.Logs, l => l.Attributes.GetValueOrDefault("InstanceId") == instance && l.Severity is "Warning" or "Error");
    }

    [Fact]
    public async Task No_secret_leaves_the_host()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var storage = await Azurite.OptionsAsync();
        var token = Access.TokenSecret.Create();
        await using (var world = await StartAsync(collector, storage.Prefix, o => o.FirstAdministrator = Access.TokenSecret.Hash(token)))
        {
            await Eventually.TrueAsync("the administrator is in", async () => await world.KnockAsync(token) == HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.Unauthorized, await world.KnockAsync(token[..^1] + "x"));
            await PushAsync(world, "secret-free");
        }

        Assert.NotEmpty(collector.Logs);
        Assert.NotEmpty(collector.Spans);
        var key = storage.ConnectionString!.Split("AccountKey=")[1].Split(';')[0];
        foreach (var secret in new[] { IntakeHost.Secret, token, Access.TokenSecret.Hash(token), key })
            Assert.DoesNotContain(collector.Raw, r => r.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Of_a_thousand_errors_none_is_left_out()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var world = await StartAsync(collector, (await Azurite.AccountAsync()).Prefix))
        {
            var log = world.Services.GetRequiredService<ILogger<ExportTests>>();
#pragma warning disable CA1848, CA2254 // A test, not a product.
            for (var i = 0; i < 1000; i++) log.LogError(new InvalidOperationException("broken"), "Failure number {Number}", i);
#pragma warning restore CA1848, CA2254
        }

        Assert.Equal(1000, collector.Logs.Where(l => l.Severity == "Error" && l.Body.StartsWith("Failure number", StringComparison.Ordinal)).Select(l => l.Body).Distinct().Count());
    }

    // The exporter keeps five traces a second unless it is told otherwise, and drops the logs of the others.
    [Fact]
    public void Application_Insights_is_told_to_keep_everything()
    {
        var exports = new Exports("InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/", null);
        var services = new ServiceCollection().AddLogging().AddTelemetry(exports, HostPlace.Functions).BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<AzureMonitorExporterOptions>>().CurrentValue;
        Assert.Equal((null, 1f, false), (options.TracesPerSecond, options.SamplingRatio, options.EnableTraceBasedLogsSampler));
        Assert.NotNull(options.Credential);

        Assert.NotNull(services.GetRequiredService<TracerProvider>());
        using var source = new ActivitySource("Azure.Test");
        for (var i = 0; i < 100; i++)
        {
            using var span = source.StartActivity("kept", ActivityKind.Server, default(ActivityContext))!;
            Assert.True(span.Recorded, $"Span {i} is left out.");
            span.ActivityTraceFlags = ActivityTraceFlags.None; // so that it is not really sent
        }
    }

    private static async Task PushAsync(HostingWorld world, string delivery)
    {
        // Of a source that is not there: its activities fail, and say so.
        await world.Services.GetRequiredService<IProductStore>().PutAsync(new Product(Product, "git:/nowhere", "main", DateTimeOffset.UnixEpoch), default);
        using var http = new HttpClient { BaseAddress = world.Address };
        var reply = await new WebhookClient(http, IntakeHost.Secret).SendAsync("push", delivery, Payloads.Push(Product.ToString(), 1));
        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        var engine = world.Services.GetRequiredService<EmbeddedEngine>();
        await Eventually.TrueAsync("the change has failed or ended", async () =>
            await engine.GetInstanceAsync($"change:{Product}@{Payloads.Sha(2)}", false) is { RuntimeStatus: not OrchestrationRuntimeStatus.Running });
    }

    private static async Task<HostingWorld> StartAsync(OtlpReceiver collector, string prefix, Action<StewardOptions>? set = null)
    {
        var storage = new Azure.Storage.StorageOptions { ConnectionString = (await Azurite.SharedAsync()).ConnectionString, Prefix = prefix };
        var journal = new Azure.Storage.StorageAccount(storage);
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var world = await HostingWorld.StartAsync(storage, set, HostPlace.Functions, services => services
            .AddSingleton<IConfiguration>(configuration).AddTelemetry(Exports.Of(configuration), HostPlace.Functions)
            .AddEmbeddedEngine(new EngineOptions { Table = () => journal.TableAsync("Engine"), Container = () => journal.ContainerAsync("engine") }));
        await world.Services.GetRequiredService<EmbeddedEngine>().WhenActive;
        return world;
    }
}
