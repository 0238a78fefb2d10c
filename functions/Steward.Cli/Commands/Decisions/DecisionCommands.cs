using System.CommandLine;
using Spectre.Console;
using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Ledger;

namespace Steward.Cli.Commands.Decisions;

/// <summary><c>steward approve</c> and <c>steward waive</c>: a person's word about a change, kept as evidence in their name.</summary>
internal sealed class DecisionCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return Approve(services);
        yield return Waive(services);
    }

    private static Command Approve(CliServices services)
    {
        var (product, change) = Change();
        var withdraw = new Option<bool>("--withdraw") { Description = "Take back what you approved." };
        return new Command("approve", "Approves a change, and so the release of its commit, in your name.") { product, change, withdraw }.Asks(services,
            (client, parsed, cancellation) => $"{RemotePaths.Change(parsed.GetValue(product)!, parsed.GetValue(change)!)}/approvals" is var path && parsed.GetValue(withdraw)
                ? client.DeleteAsync<LedgerEntry>(path, cancellation)
                : client.PostAsync<LedgerEntry>(path, new { }, cancellation),
            entry => Tell(services, entry));
    }

    private static Command Waive(CliServices services)
    {
        var (product, change) = Change();
        var path = new Argument<string>("PATH") { Description = "What is let through, as it stands in the verdict tree of the change or its release: testing/results/unit." };
        var reason = new Option<string>("--reason") { Description = "Why; kept in the ledger for good.", Required = true };
        var until = new Option<string>("--until") { Description = "The day it ends: 2026-12-31 (midnight UTC).", Required = true };
        return new Command("waive", "Lets one thing that is missing or failing through until a date, in your name.") { product, change, path, reason, until }
            .Asks(services, (client, parsed, cancellation) => client.PostAsync<LedgerEntry>(
                    $"{RemotePaths.Change(parsed.GetValue(product)!, parsed.GetValue(change)!)}/waivers",
                    new WaiverRequest(parsed.GetValue(path)!, parsed.GetValue(reason)!, Days.Read(parsed.GetValue(until)!)), cancellation),
                entry => Tell(services, entry));
    }

    private static (Argument<string> Product, Argument<string> Change) Change() => (
        new Argument<string>("PRODUCT") { Description = "owner/name." },
        new Argument<string>("SHA") { Description = "The change: its sha, the first 7 digits of it or more, or a branch or tag." });

    private static void Tell(CliServices services, LedgerEntry entry) =>
        services.Out.WriteLine($"{entry.Evidence.Summary} It is entry {entry.Index} of the ledger; the change is being decided again.");
}
