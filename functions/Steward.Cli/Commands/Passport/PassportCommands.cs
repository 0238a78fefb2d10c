using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;

namespace Steward.Cli.Commands.Passport;

/// <summary><c>steward passport</c>: fetches passports, and verifies them with nothing but the file and the key.</summary>
internal sealed class PassportCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
        [new Command("passport", "Passports: the signed statements that releases passed their gates.") { VerifyCommand.Build(services), Get(services), Key(services) }];

    private static Command Get(CliServices services)
    {
        var product = new Argument<string>("product") { Description = "owner/name" };
        var tag = new Argument<string>("tag") { Description = "The released tag." };
        var to = new Option<string>("--out") { Description = "Where to write it; default: TAG.passport.json, or TAG.summary.json." };
        var slsa = new Option<bool>("--slsa") { Description = "The signed SLSA verification summary of it instead, for other tools." };
        return new Command("get", "Fetches a release's passport from a running Steward.") { product, tag, to, slsa }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var name = parsed.GetRequiredValue(tag);
            var what = parsed.GetValue(slsa) ? "summary" : "passport";
            var path = $"api/products/{ProductId.Parse(parsed.GetRequiredValue(product))}/releases/{Uri.EscapeDataString(name)}/{what}";
            var file = services.PathOf(parsed.GetValue(to) ?? $"{name.Replace('/', '-')}.{what}.json");
            await File.WriteAllBytesAsync(file, await client.GetBytesAsync(path, cancellation), cancellation);
            services.Notes.MarkupLineInterpolated($"The {what} of {name} is in {file}.");
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
}
