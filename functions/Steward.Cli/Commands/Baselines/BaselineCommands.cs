using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Ledger;
using Steward.Stages.Release.Releases.Baselines;

namespace Steward.Cli.Commands.Baselines;

/// <summary><c>steward baseline</c>: takes the history from before Steward over as it was, in a person's name.</summary>
internal sealed class BaselineCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var commit = new Argument<string>("SHA") { Description = "The last commit of the history that is taken over; also a branch or tag." };
        var reason = new Option<string>("--reason") { Description = "Why; kept in the ledger for good.", Required = true };
        yield return new Command("baseline", "Takes the history up to a commit over as it was, before the first release. The gate, the passport and the code report say so; its files are processed like all others.")
        {
            product, commit, reason,
        }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<LedgerEntry>(
                $"{RemotePaths.Product(parsed.GetValue(product)!)}/baseline", new BaselineRequest(parsed.GetValue(commit), parsed.GetValue(reason)), cancellation),
            entry => services.Out.WriteLine($"{entry.Evidence.Summary} It is entry {entry.Index} of the ledger."));
    }
}
