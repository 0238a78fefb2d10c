using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Hosting;
using Steward.TestKit.Intake;
using Steward.TestKit.Web;
using Steward.Web;

namespace Steward.StorageTests.Hosting;

/// <summary>What both hosts are made of, put together as they do it, in this process; only the engine is scripted.</summary>
internal sealed class HostingWorld : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private HostingWorld(LoopbackServer server, CapturedLogs logs) => (_server, Logs) = (server, logs);

    public CapturedLogs Logs { get; }

    public IServiceProvider Services => _server.Services;

    public Uri Address => _server.Address;

    public static async Task<HostingWorld> StartAsync(StorageOptions storage, Action<StewardOptions>? set = null, HostPlace place = HostPlace.Local, Action<IServiceCollection>? more = null)
    {
        var logs = new CapturedLogs();
        var server = await LoopbackServer.StartAsync(
            (services, folder) =>
            {
                var options = new StewardOptions { Storage = storage, SigningKeyFile = Path.Combine(folder, "key.pem"), WebhookSecrets = { IntakeHost.Secret } };
                set?.Invoke(options);
                services.AddSteward(options, place, TimeProvider.System)
                    .AddSingleton<ScriptedEngine>().AddSingleton<IOrchestrationClient>(p => p.GetRequiredService<ScriptedEngine>());
                more?.Invoke(services);
            },
            app => app.UseStewardWeb(),
            (logs, LogLevel.Debug));
        return new HostingWorld(server, logs);
    }

    /// <summary>What somebody with a token gets who asks for what only administrators see.</summary>
    public async Task<HttpStatusCode> KnockAsync(string token)
    {
        using var client = new HttpClient { BaseAddress = _server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync("api/tokens");
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
