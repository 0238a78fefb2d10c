using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Passports;

namespace Steward.Cli.Commands.Passport;

/// <summary><c>steward passport</c>: fetches passports, and verifies them with nothing but the file and the key.</summary>
internal sealed class PassportCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
        [new Command("passport", "Passports: the signed statements that releases passed their gates.") { Verify(services), Get(services), Key(services) }];

    private static Command Verify(CliServices services)
    {
        var file = new Argument<string>("file") { Description = "The passport: a DSSE envelope in JSON." };
        var key = new Option<string>("--key") { Description = "The public key, PEM.", Required = true };
        var json = CommandActions.JsonOption();
        return new Command("verify", "Verifies a passport offline: signature, checkpoint, and the proof of every evidence.") { file, key, json }.Does(
            services,
            async (parsed, cancellation) =>
            {
                var bytes = await ReadAsync(services.PathOf(parsed.GetRequiredValue(file)), PassportVerifier.MaxBytes, cancellation);
                var pem = await File.ReadAllTextAsync(services.PathOf(parsed.GetRequiredValue(key)), cancellation);
                var reading = PassportVerifier.Verify(bytes, NoteKey.Parse(pem));
                if (parsed.GetValue(json)) services.PrintJson(AnswerOf(reading));
                else Show(services, reading);
                return reading.IsValid ? Exit.Yes : Exit.No;
            });
    }

    private static Command Get(CliServices services)
    {
        var product = new Argument<string>("product") { Description = "owner/name" };
        var tag = new Argument<string>("tag") { Description = "The released tag." };
        var to = new Option<string>("--out") { Description = "Where to write it; default: TAG.passport.json." };
        return new Command("get", "Fetches a release's passport from a running Steward.") { product, tag, to }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var name = parsed.GetRequiredValue(tag);
            var path = $"api/products/{ProductId.Parse(parsed.GetRequiredValue(product))}/releases/{Uri.EscapeDataString(name)}/passport";
            var file = services.PathOf(parsed.GetValue(to) ?? $"{name.Replace('/', '-')}.passport.json");
            await File.WriteAllBytesAsync(file, await client.GetBytesAsync(path, cancellation), cancellation);
            services.Notes.MarkupLineInterpolated($"The passport of {name} is in {file}.");
            return Exit.Yes;
        });
    }

    private static Command Key(CliServices services)
    {
        var to = new Option<string>("--out") { Description = "Where to write it; default: steward.pub.pem." };
        return new Command("key", "Fetches the public key that a running Steward signs with.") { to }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var file = services.PathOf(parsed.GetValue(to) ?? "steward.pub.pem");
            await File.WriteAllBytesAsync(file, await client.GetBytesAsync("api/key", cancellation), cancellation);
            services.Notes.MarkupLineInterpolated($"The public key is in {file}.");
            return Exit.Yes;
        });
    }

    private static async Task<byte[]> ReadAsync(string path, int max, CancellationToken cancellation) =>
        new FileInfo(path) is { Exists: true } file && file.Length > max
            ? throw StewardException.Invalid($"{path} has more than {max} bytes: it is no passport.")
            : await File.ReadAllBytesAsync(path, cancellation);

    private static object AnswerOf(PassportReading reading) => new
    {
        Verdict = reading.IsValid ? "valid" : "invalid",
        reading.Statement,
        reading.Signer,
        Checks = reading.Checks.Select(c => new { c.Name, Verdict = c.Holds ? "pass" : "fail", c.Detail }),
    };

    private static void Show(CliServices services, PassportReading reading)
    {
        var table = new Table().AddColumns("check", "verdict", "detail");
        foreach (var check in reading.Checks)
            table.AddRow(Markup.Escape(check.Name), check.Holds ? "[green]pass[/]" : "[red]fail[/]", Markup.Escape(check.Detail));
        services.Out.Write(table);
        services.Out.MarkupLine(reading.IsValid ? "[green]The passport is valid.[/]" : "[red]The passport is NOT valid.[/]");
    }
}
