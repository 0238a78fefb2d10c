using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Commands.Results;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Quarantine;

namespace Steward.Cli.Commands.Artefacts;

/// <summary><c>steward artefacts push|list|get|empty</c>: what was built from a commit. It is scanned in quarantine, and can be fetched once it is clean.</summary>
internal sealed class ArtefactCommands : ICommandGroup
{
    private readonly Option<string?> _product = new("--product") { Description = "owner/name. Default: what the remote origin names." };

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("artefacts", "Artefacts of commits: kept in quarantine until they are known to be clean.")
        {
            new PushCommand(services, _product).Build(), List(services), Get(services), Empty(services),
        };
    }

    private static Command List(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var commit = new Argument<string?>("COMMIT") { Description = "A commit in full, or a branch or tag: its newest change. Default: the newest change.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("list", "Lists the artefacts of a commit with what the scan said.") { product, commit }.Asks(
            services,
            async (client, parsed, cancellation) => await client.RequireAsync<ArtefactList>(
                PathOf(await ShownCommit.FindAsync(client, ProductId.Parse(parsed.GetValue(product)!), parsed.GetValue(commit), cancellation)), cancellation),
            list => Show(services, list.Artefacts));
    }

    private static Command Get(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var digest = new Argument<string>("SHA256") { Description = "The artefact's digest, as push and list print it." };
        var output = new Option<string>("--output", "-o") { Description = "The file that it is written to; one that is there is not replaced.", Required = true };
        return new Command("get", "Fetches a clean artefact. Exit 2: it is not clean, or not known to be.") { product, digest, output }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var bytes = await client.GetBytesAsync($"api/artefacts/{ProductId.Parse(parsed.GetValue(product)!)}/content/{Uri.EscapeDataString(parsed.GetValue(digest)!)}", cancellation);
            if (Digest.Sha256(bytes) != parsed.GetValue(digest)) throw StewardException.Invalid("What came is not the artefact of this digest.");
            await using var file = new FileStream(services.PathOf(parsed.GetValue(output)!), FileMode.CreateNew);
            await file.WriteAsync(bytes, cancellation);
            return Exit.Yes;
        });
    }

    private static Command Empty(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        return new Command("empty", "Removes what is not clean from a product's quarantine, before its thirty days are over. Needs the level approve.") { product }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var emptied = await client.DeleteAsync<QuarantineEmptied>($"api/artefacts/{ProductId.Parse(parsed.GetValue(product)!)}/quarantine", cancellation);
            services.Out.MarkupLineInterpolated($"{Texts.Count(emptied.Removed, "upload")} removed from quarantine, {emptied.Left} left.");
            return Exit.Yes;
        });
    }

    internal static string PathOf(ChangeId change) => $"api/artefacts/{change.Product}/{change.Commit}";

    internal static void Show(CliServices services, IReadOnlyList<ArtefactView> artefacts)
    {
        if (artefacts.Count == 0)
        {
            services.Out.WriteLine("The commit has no artefacts.");
            return;
        }

        var table = Marks.Table("Artefact", "SHA-256", "State", "Found or problem");
        foreach (var one in artefacts) table.AddRow(Marks.Plain(one.Name), one.Sha256, one.State.ToString(), Marks.Plain((one.Signature ?? one.Problem ?? one.Scanner ?? "") + (one.State != ArtefactState.Clean && one.RemovedAt is { } at ? $" (removed {at.UtcDateTime:yyyy-MM-dd})" : "")));
        services.Out.Write(table);
    }
}
