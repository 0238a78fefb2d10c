using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Stages.Development.Backups.Requests;

namespace Steward.Cli.Commands.Backups;

/// <summary><c>steward restore ask|list|approve|refuse</c>: restores that a plan's runner carries out.</summary>
internal sealed class RestoreCommands : ICommandGroup
{
    private const string Path = $"{BackupCommands.Path}/restores";

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("restore", "Restores by request: asked for, approved, carried out by the plan's runner. Without Steward: steward vault restore.")
        {
            Ask(services),
            new Command("list", "The requests, newest first.").Asks(services, (client, _, cancellation) => client.RequireAsync<RestoreRequests>(Path, cancellation), all => BackupTables.Show(services, all)),
            Decide(services, "approve", "Approves a request in your name: exactly what its digest says."),
            Decide(services, "refuse", "Refuses a request in your name."),
        };
    }

    private static Command Ask(CliServices services)
    {
        var plan = new Argument<string>("PLAN") { Description = "The plan: owner/name:plan or servers:plan." };
        var snapshot = new Option<string?>("--snapshot") { Description = "The snapshot, or at least 6 digits of it. Default: the newest." };
        var target = new Option<string?>("--target") { Description = "Where to, on the plan's runner: a full path; a name of 3 to 20 letters and digits for what Steward itself backs up." };
        var place = new Option<bool>("--in-place") { Description = "Over what is there. Needs the approval of another person." };
        var include = new Option<string[]>("--include") { Description = "Only this path of the snapshot. Several are given one after the other.", DefaultValueFactory = _ => [] };
        return new Command("ask", "Asks for a restore in your name.") { plan, snapshot, target, place, include }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<RestoreRequest>(
                Path, new RestoreAsk(parsed.GetRequiredValue(plan), parsed.GetValue(snapshot), parsed.GetValue(target), parsed.GetValue(place), parsed.GetRequiredValue(include)), cancellation),
            request => Tell(services, request));
    }

    private static Command Decide(CliServices services, string verb, string description)
    {
        var id = new Argument<string>("REQUEST") { Description = "The request's id, as 'list' shows it." };
        var digest = new Argument<string>("DIGEST") { Description = "Its digest, or at least the first 12 digits, as 'list' shows it." };
        return new Command(verb, description) { id, digest }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<RestoreRequest>($"{Path}/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/{verb}", new RestoreDecision(parsed.GetRequiredValue(digest)), cancellation),
            request => Tell(services, request));
    }

    private static void Tell(CliServices services, RestoreRequest request) => services.Out.MarkupLineInterpolated($"{request.Id} is {request.State switch
    {
        RequestState.Asked => $"asked{(request.NeedsSecondPerson ? "; another person has to approve it" : "; it waits for approval")}: steward restore approve {request.Id} {request.Digest[..12]}",
        var state => $"{state.ToString().ToLowerInvariant()}",
    }}.");
}
