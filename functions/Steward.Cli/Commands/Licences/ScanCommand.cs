using System.CommandLine;
using Spectre.Console;
using Steward.Azure.Packages;
using Steward.Cli.Commands.Policy;
using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Security.Licences;
using PolicyFile = Steward.Policy.Policy;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences scan DIR</c>: 0 all allowed, 1 not or not locked, 2 a lock file or the policy cannot be read, 3 a registry stays silent.</summary>
internal static class ScanCommand
{
    public static Command Build(CliServices services)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder whose lock files are read.", DefaultValueFactory = _ => "." };
        var policy = new Option<string?>("--policy") { Description = "The policy; default: steward.yaml in the folder." };
        var offline = new Option<bool>("--offline") { Description = "Ask only the package caches of this machine." };
        var json = CommandActions.JsonOption();
        return new Command("scan", "Judge the licences of all dependencies that lock files pin.") { folder, policy, offline, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var top = services.PathOf(parsed.GetRequiredValue(folder));
                var judge = await JudgeAsync(services, top, parsed.GetValue(policy), cancellation);
                var files = LockFolder.Of(top);
                var scanner = new LicenceScanner(PackageServices.Create(OptionsOf(services, parsed.GetValue(offline)), services.Time));
                var scan = await WithProgressAsync(services, told => scanner.ScanAsync(files, told, cancellation));
                var report = ScanReport.Of(judge.Asked(scan), judge);
                if (parsed.GetValue(json)) services.PrintJson(report);
                else ScanTable.Show(services, report);
                return ExitOf(report);
            });
    }

    private static int ExitOf(ScanReport report) =>
        report.Totals.Fail > 0 || report.Unlocked.Any(m => !m.Verdict.LetsThrough()) ? Exit.No
        : report.Files.Any(f => f.Problem is not null) ? Exit.Input
        : report.Totals.Error > 0 ? Exit.Unreachable
        : Exit.Yes;

    private static async Task<LicenceJudge> JudgeAsync(CliServices services, string top, string? named, CancellationToken cancellation)
    {
        var path = named is null ? Path.Combine(top, PolicyFile.FileName) : services.PathOf(named);
        if (named is not null && !File.Exists(path)) throw StewardException.NotFound($"There is no file {named}.");
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellation) : null;
        var reading = new PolicyReader(PolicyParts.Sections()).Read(text);
        if (reading.Problems is [var first, ..]) throw StewardException.Invalid($"{path}:{first.Line}:{first.Column}: {first.Path}: {first.Message}");
        if (!reading.Policy.Has(LicencePolicy.Section))
            services.Notes.MarkupLineInterpolated($"[yellow]There is no security.licences in {path}, so no licence is allowed.[/]");
        var judge = new LicenceJudge(reading.Policy.Get(LicencePolicy.Section), services.Time.GetUtcNow());
        return judge.Problems.Count == 0 ? judge : throw StewardException.Invalid($"{path}: security.licences: {judge.Problems[0]}");
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
