using Spectre.Console;
using Steward.Azure.Packages;
using Steward.Cli.Commands.Policy;
using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Security.Licences;
using PolicyFile = Steward.Policy.Policy;

namespace Steward.Cli.Commands.Licences;

/// <summary>Scans a folder as every command about licences does it.</summary>
internal static class FolderScan
{
    /// <summary>The scan of a folder.</summary>
    public static Task<LicenceScan> RunAsync(CliServices services, string top, bool offline, CancellationToken cancellation, bool copyrights = false) =>
        RunAsync(services, LockFolder.Of(top), offline, cancellation, copyrights);

    /// <summary>The scan of some files.</summary>
    public static Task<LicenceScan> RunAsync(CliServices services, LockFolder files, bool offline, CancellationToken cancellation, bool copyrights = false)
    {
        var options = OptionsOf(services, offline);
        options.Copyrights = copyrights;
        var scanner = new LicenceScanner(PackageServices.Create(options, services.Time), PackageServices.CreateFiles(options, services.Time));
        return WithProgressAsync(services, told => scanner.ScanAsync(files, told, cancellation));
    }

    /// <summary>The judge of a folder's policy, or of the named one.</summary>
    public static async Task<LicenceJudge> JudgeAsync(CliServices services, string top, string? named, CancellationToken cancellation)
    {
        var policy = await PolicyAsync(services, top, named, cancellation);
        var judge = new LicenceJudge(policy, services.Time.GetUtcNow());
        return judge.Problems.Count == 0 ? judge : throw StewardException.Invalid($"{named ?? PolicyFile.FileName}: security.licences: {judge.Problems[0]}");
    }

    /// <summary>What the policy says about licences.</summary>
    public static async Task<LicencePolicy> PolicyAsync(CliServices services, string top, string? named, CancellationToken cancellation)
    {
        var path = named is null ? Path.Combine(top, PolicyFile.FileName) : services.PathOf(named);
        if (named is not null && !File.Exists(path)) throw StewardException.NotFound($"There is no file {named}.");
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellation) : null;
        var reading = new PolicyReader(PolicyParts.Sections()).Read(text);
        if (reading.Problems is [var first, ..]) throw StewardException.Invalid($"{path}:{first.Line}:{first.Column}: {first.Path}: {first.Message}");
        if (!reading.Policy.Has(LicencePolicy.Section))
            services.Notes.MarkupLineInterpolated($"[yellow]There is no security.licences in {path}, so no licence is allowed.[/]");
        return reading.Policy.Get(LicencePolicy.Section);
    }

    private static PackageOptions OptionsOf(CliServices services, bool offline) => new()
    {
        Offline = offline,
        NuGetCaches = services.Environment("NUGET_PACKAGES") is { Length: > 0 } cache ? [cache] : null,
        CargoHome = services.Environment("CARGO_HOME") is { Length: > 0 } cargo ? cargo : null,
        GoModuleCache = services.Environment("GOMODCACHE") is { Length: > 0 } go ? go : null,
        PyPi = services.Environment("STEWARD_PYPI"),
        Crates = services.Environment("STEWARD_CRATES"),
        Maven = services.Environment("STEWARD_MAVEN"),
        RubyGems = services.Environment("STEWARD_RUBYGEMS"),
        Packagist = services.Environment("STEWARD_PACKAGIST"),
        NpmCache = services.Environment("npm_config_cache") is { Length: > 0 } archives ? archives : null,
        NpmRegistry = services.Environment("npm_config_registry") is { Length: > 0 } registry ? registry : null,
    };

    private static Task<LicenceScan> WithProgressAsync(CliServices services, Func<Action<int, int>?, Task<LicenceScan>> scan) =>
        services.Notes.Profile.Capabilities.Interactive
            ? services.Notes.Progress().AutoClear(true).StartAsync(context =>
            {
                var task = context.AddTask("Licences");
                return scan((done, all) => (task.MaxValue, task.Value) = (all, done));
            })
            : scan(null);
}
