using System.CommandLine;
using Steward.Azure.Ledger;
using Steward.Kernel;

namespace Steward.Cli.Commands.Ledger;

/// <summary><c>steward ledger verify|prove|export</c>: 0 valid, 1 invalid, 2 there is no ledger, 3 storage cannot be reached.</summary>
internal sealed class LedgerCommands : ICommandGroup
{
    private const string Sources =
        "The ledger: a folder that was exported, or storage:owner/name (STEWARD_STORAGE: a connection string or an account's name).";

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("ledger", "Verify, prove and export the ledger of a product.") { Verify(services), Prove(services), Export(services) };
    }

    private static Command Verify(CliServices services)
    {
        var source = new Argument<string>("SOURCE") { Description = Sources };
        var key = KeyOption();
        var json = CommandActions.JsonOption();
        var verify = new Command("verify", "Recompute every leaf, tile and root of a ledger and compare.") { source, key, json };
        return verify.Does(services, async (parsed, cancellation) =>
        {
            var ledger = LedgerSource.Open(services, parsed.GetValue(source)!);
            var report = await ledger.VerifyAsync(KeyFile.Read(services, parsed.GetValue(key)), cancellation);
            return LedgerViews.Show(services, parsed.GetValue(json), LedgerAnswer.Of(report));
        });
    }

    private static Command Prove(CliServices services)
    {
        var index = new Argument<long>("INDEX") { Description = "The entry, from 0." };
        var source = new Option<string>("--source") { Description = Sources, Required = true };
        var size = new Option<long?>("--size") { Description = "The tree's size to prove it in; default: the checkpoint's." };
        var key = KeyOption();
        var json = CommandActions.JsonOption();
        var prove = new Command("prove", "Prove that an entry is in a ledger.") { index, source, size, key, json };
        return prove.Does(services, async (parsed, cancellation) =>
        {
            var ledger = LedgerSource.Open(services, parsed.GetValue(source)!);
            var request = new ProofRequest(parsed.GetValue(index), parsed.GetValue(size), KeyFile.Read(services, parsed.GetValue(key)));
            return LedgerViews.Show(services, parsed.GetValue(json), await ledger.ProveAsync(request, cancellation));
        });
    }

    private static Command Export(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "The product, owner/name, in the storage that STEWARD_STORAGE names." };
        var folder = new Argument<string>("DIR") { Description = "The folder: a new one, or an older export to bring up to date." };
        var key = KeyOption();
        var json = CommandActions.JsonOption();
        var export = new Command("export", "Copy a published ledger into a folder that anybody can verify.") { product, folder, key, json };
        return export.Does(services, async (parsed, cancellation) =>
        {
            var source = new BlobTiles(LedgerSource.Storage(services), ProductId.Parse(parsed.GetValue(product)!));
            var target = new FolderTiles(services.PathOf(parsed.GetValue(folder)!));
            await new LedgerExport(source, target).RunAsync(cancellation);
            var report = await new LedgerSource(target, null, null).VerifyAsync(KeyFile.Read(services, parsed.GetValue(key)), cancellation);
            return LedgerViews.Show(services, parsed.GetValue(json), LedgerAnswer.Of(report));
        });
    }

    private static Option<string?> KeyOption() =>
        new("--key") { Description = "The public key (PEM or verifier key) whose signature the checkpoint must carry." };
}
