using System.Net;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Steward.FunctionsTests.Engine;

/// <summary>The test host's sidecar: Durable Task over gRPC, on a port of its own.</summary>
internal sealed class Sidecar : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Sidecar(MemoryHub hub)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<IOrchestrationService>(hub).AddSingleton<IOrchestrationServiceClient>(hub).AddSingleton<TaskHubGrpcServer>();
        _app = builder.Build();
        _app.MapGrpcService<TaskHubGrpcServer>();
    }

    /// <summary>The way to it.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    public static async Task<Sidecar> StartAsync(MemoryHub hub)
    {
        var sidecar = new Sidecar(hub);
        await sidecar._app.StartAsync();
        var addresses = sidecar._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        sidecar.Channel = GrpcChannel.ForAddress(addresses.First());
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        Channel.Dispose();
        await _app.DisposeAsync();
    }
}
