using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Steward.TestKit.Web;

/// <summary>A real Kestrel on a free port of loopback, with a folder of its own that goes away with it.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private LoopbackServer(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="services">Adds the services; is given the folder.</param>
    /// <param name="use">Puts the middleware and endpoints together.</param>
    /// <param name="logs">Where the log goes from a level on; null: nowhere.</param>
    public static async Task<LoopbackServer> StartAsync(Action<IServiceCollection, string> services, Action<WebApplication> use, (ILoggerProvider Provider, LogLevel From)? logs = null)
    {
        var folder = Directory.CreateTempSubdirectory("steward-web-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(logs?.From ?? LogLevel.None);
        if (logs is { } wanted) builder.Logging.AddProvider(wanted.Provider);
        services(builder.Services, folder.FullName);
        var app = builder.Build();
        use(app);
        await app.StartAsync();
        return new LoopbackServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Refresh();
        if (_folder.Exists) _folder.Delete(recursive: true); // a test may end a server before its end
    }
}
