using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Steward.TestKit.Hosts;

/// <summary>The built local host as a process, with a folder of its own. It can be killed at any moment and started again.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    public const string Secret = "a webhook secret of the tests";
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-host-").FullName;
    private readonly string _settings;
    private Process? _process;

    private HostProcess(string connection, string prefix, string? signingKey, Action<JsonObject> more)
    {
        Url = $"http://127.0.0.1:{Azurite.FreePort()}";
        SigningKey = signingKey ?? Path.Combine(_folder, "key.pem");
        _settings = Path.Combine(_folder, "settings.json");
        var settings = new JsonObject
        {
            [nameof(Url)] = Url,
            ["Storage"] = new JsonObject { ["ConnectionString"] = connection, ["Prefix"] = prefix },
            ["WebhookSecrets"] = new JsonArray(Secret),
            ["SigningKeyFile"] = SigningKey,
            ["SignInFolder"] = _folder,
        };
        more(settings);
        File.WriteAllText(_settings, settings.ToJsonString());
    }

    public string Url { get; }

    public string SigningKey { get; }

    public string Token => File.ReadAllText(Path.Combine(_folder, "token"));

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(_folder, "host.log");

    /// <summary>Starts a host on a storage and waits until it answers; <paramref name="more"/> changes its settings.</summary>
    public static async Task<HostProcess> StartAsync(
        string connection, string prefix, string? signingKey = null, string? npmRegistry = null, Action<JsonObject>? more = null)
    {
        var host = new HostProcess(connection, prefix, signingKey, settings =>
        {
            if (npmRegistry is not null) settings["Packages"] = new JsonObject { ["NpmRegistry"] = npmRegistry };
            more?.Invoke(settings);
        });
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts it again; gives the seconds from the start of the process to its first answer.</summary>
    public async Task<double> TimeToFirstAnswerAsync()
    {
        var watch = Stopwatch.StartNew();
        var seconds = 0.0;
        await StartAgainAsync(() => seconds = watch.Elapsed.TotalSeconds);
        return seconds;
    }

    public async Task StartAgainAsync(Action? answered = null)
    {
        File.Delete(Path.Combine(_folder, "token"));
        var start = new ProcessStartInfo("bash", ["-c", "exec dotnet \"$0\" --settings \"$1\" >>\"$2\" 2>&1", Program("Steward.Local"), _settings, LogFile])
        {
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        await Eventually.TrueAsync("the host answers", async () =>
            _process.HasExited ? throw new InvalidOperationException($"The host ended: {Log}") : await IsHealthyAsync(http));
        answered?.Invoke();
        await Eventually.TrueAsync("the host has signed its user in", () => Task.FromResult(File.Exists(Path.Combine(_folder, "token"))));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A program of the product as it was built with these tests.</summary>
    public static string Program(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Repository.PathOf("functions", project, "bin", configuration, "net10.0", project + ".dll");
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
