using System.CommandLine;
using Steward.Cli.Commands.Results;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Cli.Commands.Artefacts;

/// <summary><c>steward artefacts push FILE...</c>: uploads artefacts of a commit and waits for the scan. Exit 1: one is not clean.</summary>
internal sealed class PushCommand(CliServices services, Option<string?> product)
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "The artefacts.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _commit = new("--commit") { Description = "The commit that they were built from, in full. Default: the one that is checked out." };
    private readonly Option<bool> _dirty = new("--allow-dirty") { Description = "Upload although the files differ from the commit." };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for the scan: a job of GitHub Actions may upload, and not read what the scan said." };
    private readonly Option<bool> _json = CommandActions.JsonOption();

    public Command Build() =>
        new Command("push", "Uploads artefacts of a commit into quarantine, and waits until they are scanned. Exit 1: one is not clean.")
        {
            _files, product, _commit, _dirty, _noWait, _json,
        }.Does(services, RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var change = await new TestedCommit(services, parsed.GetValue(_dirty)).FindAsync(parsed.GetValue(product), parsed.GetValue(_commit), cancellation);
        using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
        var pushed = new List<ArtefactView>();
        foreach (var file in parsed.GetValue(_files)!) pushed.Add((await PushAsync(client, change, file, cancellation)).Artefact);
        var scanned = parsed.GetValue(_noWait) ? pushed : await WaitAsync(client, change, pushed, cancellation);
        if (parsed.GetValue(_json)) services.PrintJson(new ArtefactList(change, scanned));
        else ArtefactCommands.Show(services, scanned);
        return parsed.GetValue(_noWait) || scanned.TrueForAll(a => a.State == ArtefactState.Clean) ? Exit.Yes : Exit.No;
    }

    private async Task<ArtefactReceipt> PushAsync(StewardClient client, ChangeId change, string file, CancellationToken cancellation)
    {
        using var content = new StreamContent(File.OpenRead(services.PathOf(file)));
        return await client.PostContentAsync<ArtefactReceipt>($"{ArtefactCommands.PathOf(change)}?name={Uri.EscapeDataString(Path.GetFileName(file))}", content, cancellation);
    }

    private Task<List<ArtefactView>> WaitAsync(StewardClient client, ChangeId change, List<ArtefactView> pushed, CancellationToken cancellation)
    {
        var digests = pushed.Select(p => p.Sha256).ToHashSet(StringComparer.Ordinal);
        return Polling.UntilAsync(services, async () =>
        {
            var list = await client.RequireAsync<ArtefactList>(ArtefactCommands.PathOf(change), cancellation);
            var ours = list.Artefacts.Where(a => digests.Contains(a.Sha256)).ToList();
            return ours.Count == digests.Count && ours.TrueForAll(a => a.State != ArtefactState.Waiting) ? ours : null;
        }, cancellation);
    }
}
