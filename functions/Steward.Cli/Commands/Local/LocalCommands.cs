using System.CommandLine;
using Spectre.Console;
using Steward.Changes;
using Steward.Cli.Commands.Code;
using Steward.Cli.Git;
using Steward.Cli.Remote;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Cli.Commands.Local;

/// <summary><c>steward local push</c>: takes the commit that is checked out through a Steward on this machine, as GitHub's webhook would.</summary>
internal sealed class LocalCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) =>
        [new Command("local", "A Steward on this machine, as scripts/run starts it.") { Push(services) }];

    private static Command Push(CliServices services)
    {
        var path = new Argument<string>("path") { Description = "The repository.", DefaultValueFactory = _ => "." };
        var json = CommandActions.JsonOption();
        return new Command("push", "Registers a repository, sends the signed push webhook for its HEAD, and shows what happens until the verdict.") { path, json }
            .Does(services, async (parsed, cancellation) =>
            {
                using var client = StewardClient.Open(services);
                var copy = await WorkingCopy.FindAsync(services.PathOf(parsed.GetRequiredValue(path)), cancellation);
                var change = await AnnounceAsync(services, client, copy, cancellation);
                var sets = TestSetRunner.RunAllAsync(services, client, copy, change, cancellation);
                var record = await new ChangeWatch(services, client).UntilDecidedAsync(change, sets, cancellation);
                if (parsed.GetValue(json)) services.PrintJson(record);
                else await ShowAsync(services, client, record, cancellation);
                return record.Tree is { } tree && tree.Verdict.LetsThrough() ? Exit.Yes : Exit.No;
            });
    }

    private static async Task ShowAsync(CliServices services, StewardClient client, ChangeRecord record, CancellationToken cancellation)
    {
        VerdictTable.Show(services, record);
        var (product, commit) = record.Id;
        CodeView.Show(services, await CodeCommands.AskAsync(client, product, commit.ToString(), cancellation));
        services.Out.MarkupLineInterpolated($"[grey]What a release of it would wait for: steward gate explain {product} {commit.Abbreviated} --release[/]");
    }

    // Registers, and sends what GitHub would send: from the newest change that lies behind HEAD, or from the beginning.
    private static async Task<ChangeId> AnnounceAsync(CliServices services, StewardClient client, WorkingCopy copy, CancellationToken cancellation)
    {
        var product = await copy.ProductAsync(cancellation);
        var head = await copy.HeadAsync(cancellation);
        var branch = await copy.BranchAsync(cancellation) ?? "main";
        await client.PutAsync<object>($"api/products/{product}", new { Source = $"git:{copy.Root}", DefaultBranch = branch }, cancellation);
        var before = await BeforeAsync(client, copy, product, head, cancellation);
        services.Notes.MarkupLineInterpolated($"[grey]{product}: push of {head.Abbreviated} on {branch}{(before.IsNone ? ", with all its history" : $" since {before.Abbreviated}")}[/]");
        await WebhookSender.SendAsync(services, client, await PushPayload.OfAsync(copy, product, branch, before, head, cancellation), cancellation);
        return new ChangeId(product, head);
    }

    private static async Task<CommitSha> BeforeAsync(
        StewardClient client, WorkingCopy copy, ProductId product, CommitSha head, CancellationToken cancellation)
    {
        var known = await client.GetAsync<KnownChanges>($"api/products/{product}/changes", cancellation);
        foreach (var change in known?.Changes ?? [])
        {
            if (change.Id.Commit == head) return change.Before;
            if (await copy.IsBehindAsync(change.Id.Commit, head, cancellation)) return change.Id.Commit;
        }

        return CommitSha.None;
    }

    private sealed record KnownChanges(IReadOnlyList<ChangeRecord> Changes);
}
