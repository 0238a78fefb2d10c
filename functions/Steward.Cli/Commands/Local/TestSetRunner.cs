using System.Diagnostics;
using System.Xml.Linq;
using Microsoft.Extensions.FileSystemGlobbing;
using Spectre.Console;
using Steward.Cli.Commands.Results;
using Steward.Cli.Git;
using Steward.Cli.Policies;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.Results;

namespace Steward.Cli.Commands.Local;

/// <summary>Runs, on the spot, the test sets of the policy that say how they are run, and uploads what they report.</summary>
internal static class TestSetRunner
{
    /// <summary>When the last upload was answered; null when nothing was uploaded.</summary>
    public static async Task<DateTimeOffset?> RunAllAsync(
        CliServices services, StewardClient client, WorkingCopy copy, ChangeId change, CancellationToken cancellation)
    {
        DateTimeOffset? last = null;
        var sets = await SetsAsync(copy, cancellation);
        if (sets.Count > 0 && !await copy.IsCleanAsync(path => sets.Any(s => Reports(s).Match(path).HasMatches), cancellation))
        {
            services.Notes.MarkupLine("[yellow]  the working copy differs from the commit: its tests are not run, since their results would not be the commit's. Commit or stash first.[/]");
            return null;
        }

        foreach (var set in sets)
        {
            if (await RunAsync(services, client, copy, change, set, cancellation)) last = services.Time.GetUtcNow();
        }

        return last;
    }

    private static async Task<IReadOnlyList<TestSet>> SetsAsync(WorkingCopy copy, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(copy.Root, PolicyFile.Name))) return [];
        var policy = await PolicyFile.ReadAsync(copy.Root, cancellation);
        return [.. policy.Get(ResultsPolicy.Section).Sets.Where(s => s.Command is not null && s.Results is not null)];
    }

    private static async Task<bool> RunAsync(
        CliServices services, StewardClient client, WorkingCopy copy, ChangeId change, TestSet set, CancellationToken cancellation)
    {
        services.Notes.MarkupLineInterpolated($"[grey]  running test set {set.Name}: {set.Command}[/]");
        var began = services.Time.GetTimestamp();
        var (exit, last) = await ShellAsync(copy, set.Command!, cancellation);
        var files = Reports(set).GetResultsInFullPath(copy.Root).Where(f => File.GetLastWriteTimeUtc(f) >= StartOf(services, began)).ToList();
        services.Notes.MarkupLineInterpolated(
            $"  test set {set.Name} ended with exit code {exit} after {services.Time.GetElapsedTime(began).TotalSeconds:0.0} s and left {Texts.Count(files.Count, "report")}");
        // Whoever has to mend it reads here why; what worked stays quiet.
        if (exit != 0 || files.Count == 0) services.Notes.Write(new Text(last, new Style(Color.Grey)));
        if (files.Count == 0 && exit == 0) return false;
        var attempt = await Attempts.NextAsync(client, change, set.Name, cancellation);
        using var upload = Reports(files, exit);
        await client.PostContentAsync<object>($"api/results/{change.Product}/{change.Commit}?set={Uri.EscapeDataString(set.Name)}&attempt={attempt}", upload, cancellation);
        return true;
    }

    // The reports of the run before do not make a working copy differ from its commit.
    private static Matcher Reports(TestSet set) => new Matcher().AddInclude(set.Results!);

    // All reports of a run go up together. A command that failed is an errored test of its own: it may have died after a green report.
    private static MultipartFormDataContent Reports(IEnumerable<string> files, int exit)
    {
        var upload = new MultipartFormDataContent();
        foreach (var file in files) upload.Add(new StreamContent(File.OpenRead(file)), "report", Path.GetFileName(file));
        if (exit != 0)
        {
            var report = new XElement("testsuite", new XAttribute("name", "command"), new XElement("testcase", new XAttribute("name", "the set's command"), new XElement("error", new XAttribute("message", $"It ended with exit code {exit}."))));
            upload.Add(new StringContent(report.ToString()), "report", "command.xml");
        }

        return upload;
    }

    // A report that was there before the run says nothing about this commit.
    private static DateTime StartOf(CliServices services, long began) => services.Time.GetUtcNow().UtcDateTime - services.Time.GetElapsedTime(began);

    private static async Task<(int Exit, string Last)> ShellAsync(WorkingCopy copy, string command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = copy.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The tests are the repository's code: they get none of what opens Steward.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("STEWARD_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        using var shell = Process.Start(start)!;
        var last = new LastLines();
        await Task.WhenAll(last.ReadAsync(shell.StandardOutput, cancellation), last.ReadAsync(shell.StandardError, cancellation));
        await shell.WaitForExitAsync(cancellation);
        return (shell.ExitCode, last.ToString());
    }
}
