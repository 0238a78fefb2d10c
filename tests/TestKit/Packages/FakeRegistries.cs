using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.TestKit.Packages;

/// <summary>A NuGet v3 source, an npm registry and others over HTTP on loopback: they hold what a test publishes, and count who asks.</summary>
public sealed class FakeRegistries : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _pages = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FakeRegistries(WebApplication app) => _app = app;

    /// <summary>The service index of the NuGet source.</summary>
    public string NuGetIndex => $"{Root}/v3/index.json";

    /// <summary>The npm registry.</summary>
    public string Npm => $"{Root}/npm/";

    /// <summary>The base address of a registry of another ecosystem; what it holds is put below <c>/NAME/</c>.</summary>
    public string Of(string name) => $"{Root}/{name}/";

    /// <summary>The paths asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>When set, answers every request instead of the pages.</summary>
    public RequestDelegate? Instead { get; set; }

    private string Root => _app.Urls.First();

    /// <summary>Starts them, empty.</summary>
    public static async Task<FakeRegistries> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var registries = new FakeRegistries(app);
        app.Run(registries.ServeAsync);
        await app.StartAsync();
        registries.Put(
            "/v3/index.json",
            $$"""{"version":"3.0.0","resources":[{"@id":"{{registries.Root}}/query","@type":"SearchQueryService"},{"@id":"{{registries.Root}}/flat/","@type":"PackageBaseAddress/3.0.0"}]}""");
        return registries;
    }

    /// <summary>Publishes a nuspec.</summary>
    public void PublishNuGet(string id, string version, string nuspec) => Put($"/flat/{id}/{version}/{id}.nuspec", nuspec);

    /// <summary>Publishes a package itself and no nuspec beside it, as many mirrors do.</summary>
    public void PublishNupkg(string id, string version, byte[] nupkg) => _pages[$"/flat/{id}/{version}/{id}.{version}.nupkg"] = nupkg;

    /// <summary>Publishes a version's package.json.</summary>
    public void PublishNpm(string name, string version, string json) => Put($"/npm/{name.Replace("/", "%2f", StringComparison.Ordinal)}/{version}", json);

    /// <summary>Publishes a version's archive, where npm looks for it.</summary>
    public void PublishNpmArchive(string name, string version, byte[] archive) => PutFile($"/npm/{name}/-/{name[(name.LastIndexOf('/') + 1)..]}-{version}.tgz", archive);

    /// <summary>Puts any file.</summary>
    public void PutFile(string path, byte[] file) => _pages[path] = file;

    /// <summary>Puts any page.</summary>
    public void Put(string path, string text) => _pages[path] = Encoding.UTF8.GetBytes(text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task ServeAsync(HttpContext context)
    {
        var path = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        Asked.Enqueue(path);
        if (Instead is { } instead) return instead(context);
        if (_pages.TryGetValue(path, out var page)) return context.Response.Body.WriteAsync(page).AsTask();
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
