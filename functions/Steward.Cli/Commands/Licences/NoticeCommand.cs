using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Notices;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences notice [DIR]</c>: writes the file of notices; with <c>--check</c> 1 when the committed one is not up to date.</summary>
internal static class NoticeCommand
{
    public static Command Build(CliServices services)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder whose lock files are read.", DefaultValueFactory = _ => "." };
        var policy = new Option<string?>("--policy") { Description = "The policy; default: steward.yaml in the folder." };
        var to = new Option<string?>("--out") { Description = "The file, from the folder; default: security.licences.notice of the policy, or NOTICE." };
        var check = new Option<bool>("--check") { Description = "Only say whether the file names what it must." };
        var offline = new Option<bool>("--offline") { Description = "Ask only the package caches of this machine." };
        var json = CommandActions.JsonOption();
        return new Command("notice", "Write the notices that the licences of shipped packages oblige to.") { folder, policy, to, check, offline, json }.Does(services, async (parsed, cancellation) =>
        {
            var top = services.PathOf(parsed.GetRequiredValue(folder));
            var judge = await FolderScan.JudgeAsync(services, top, parsed.GetValue(policy), cancellation);
            var named = parsed.GetValue(to) ?? (await FolderScan.PolicyAsync(services, top, parsed.GetValue(policy), cancellation)).Notice ?? "NOTICE";
            var scan = await FolderScan.RunAsync(services, top, parsed.GetValue(offline), cancellation, copyrights: true);
            var file = Path.Combine(top, named);
            var wanted = NoticeText.In(scan, judge);
            var there = File.Exists(file) ? NoticeText.PackagesIn(await File.ReadAllTextAsync(file, cancellation)) : [];
            var (missing, stale) = NoticeText.Compare(wanted, there);
            if (!parsed.GetValue(check)) await File.WriteAllTextAsync(file, NoticeText.Of(scan, judge), cancellation);
            var answer = new Answer(named, wanted.Count, missing, stale);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else Show(services, answer, parsed.GetValue(check));
            return parsed.GetValue(check) && missing.Count + stale.Count > 0 ? Exit.No : Exit.Yes;
        });
    }

    private static void Show(CliServices services, Answer answer, bool isCheck)
    {
        foreach (var line in answer.Missing) services.Out.MarkupLineInterpolated($"[green]+ {line}[/]");
        foreach (var line in answer.Stale) services.Out.MarkupLineInterpolated($"[red]- {line}[/]");
        services.Out.WriteLine(!isCheck ? $"{answer.File} names {Texts.Count(answer.Packages, "package")}."
            : answer.Missing.Count + answer.Stale.Count == 0 ? $"{answer.File} is up to date." : $"{answer.File} is not up to date: 'steward licences notice --out {answer.File}' writes it anew.");
    }

    // Missing and stale are those of the file as it was found.
    private sealed record Answer(string File, int Packages, IReadOnlyList<string> Missing, IReadOnlyList<string> Stale);
}
