using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Passports;

namespace Steward.Cli.Commands.Passport;

/// <summary>
/// <c>steward passport verify FILE --key FILE</c>: 0 valid and as expected, 1 not, or condemned since, 2 a file or an expectation cannot be read, 3 with
/// <c>--online</c>: Steward does not answer.
/// </summary>
internal static class VerifyCommand
{
    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("file") { Description = "The passport: a DSSE envelope in JSON." };
        var key = new Option<string>("--key") { Description = "The public key, PEM.", Required = true };
        var product = new Option<string?>("--product") { Description = "The product that it must be for: owner/name." };
        var tag = new Option<string?>("--tag") { Description = "The tag that it must be for." };
        var commit = new Option<string?>("--commit") { Description = "The commit that it must be for: the full SHA." };
        var online = new Option<bool>("--online") { Description = "Fail when Steward cannot be asked whether the release was condemned since. Without it, one that STEWARD_URL names is asked, and what it does not answer is told as not known." };
        var offline = new Option<bool>("--offline") { Description = "Ask nobody." };
        var json = CommandActions.JsonOption();
        return new Command("verify", "Verifies a passport from the file and the key alone: signature, checkpoint, the proof of every evidence, and what you expect it to be for. Where a Steward can be asked, also whether the release was condemned since.")
        {
            file, key, product, tag, commit, online, offline, json,
        }.Does(services, async (parsed, cancellation) =>
        {
            var expected = new PassportExpectation(
                parsed.GetValue(product) is { } name ? ProductId.Parse(name) : null,
                parsed.GetValue(tag),
                parsed.GetValue(commit) is { } sha ? CommitSha.Parse(sha) : null);
            var bytes = await ReadAsync(services.PathOf(parsed.GetRequiredValue(file)), PassportVerifier.MaxBytes, cancellation);
            var pem = await File.ReadAllTextAsync(services.PathOf(parsed.GetRequiredValue(key)), cancellation);
            var reading = PassportVerifier.Verify(bytes, NoteKey.Parse(pem), expected);
            var since = !reading.IsValid ? null
                : parsed.GetValue(offline) ? SinceIssued.Offline() : await SinceIssued.AskAsync(services, reading.Statement!, parsed.GetValue(online), cancellation);
            if (parsed.GetValue(json)) services.PrintJson(AnswerOf(reading, since));
            else Show(services, reading, expected);
            if (!parsed.GetValue(json)) since?.Show(services);
            return reading.IsValid && since is not { Condemned.Count: > 0 } ? Exit.Yes : Exit.No;
        });
    }

    private static async Task<byte[]> ReadAsync(string path, int max, CancellationToken cancellation) =>
        new FileInfo(path) is { Exists: true } file && file.Length > max
            ? throw StewardException.Invalid($"{path} has more than {max} bytes: it is no passport.")
            : await File.ReadAllBytesAsync(path, cancellation);

    // "valid" is of the passport; whoever reads that word alone must not take a condemned release for a good one.
    private static object AnswerOf(PassportReading reading, SinceIssued? since) => new
    {
        Verdict = !reading.IsValid ? "invalid" : since is { Condemned.Count: > 0 } ? "condemned" : "valid",
        reading.Statement,
        reading.Signer,
        Checks = reading.Checks.Select(c => new { c.Name, Verdict = c.Holds ? "pass" : "fail", c.Detail }),
        Since = since,
    };

    private static void Show(CliServices services, PassportReading reading, PassportExpectation expected)
    {
        var table = new Table().AddColumns("check", "verdict", "detail");
        foreach (var check in reading.Checks)
            table.AddRow(Markup.Escape(check.Name), check.Holds ? "[green]pass[/]" : "[red]fail[/]", Markup.Escape(check.Detail));
        services.Out.Write(table);
        foreach (var waiver in (reading.Statement?.Predicate.Waivers ?? []).OfType<PassportWaiver>())
            services.Out.MarkupLineInterpolated($"[blue]Waived[/] {waiver.Path} by {waiver.By} until {waiver.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC (ledger entry {waiver.Index}): {waiver.Reason}");
        if (reading.Checks.FirstOrDefault(c => !c.Holds) is { } failed) services.Out.MarkupLineInterpolated($"[red]No: {failed.Detail}[/]");
        else services.Out.MarkupLine("[green]The passport is valid.[/]");
        if (reading.IsValid && expected == PassportExpectation.Any)
            services.Notes.MarkupLine("[yellow]Nothing was said about what it should be for: give --product, --tag or --commit, or read the statement.[/]");
    }
}
