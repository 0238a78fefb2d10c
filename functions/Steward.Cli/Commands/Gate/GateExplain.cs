using System.CommandLine;
using Steward.Changes;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Cli.Commands.Gate;

/// <summary><c>steward gate explain PRODUCT REF</c>: the verdict tree of a change, from the running Steward.</summary>
internal static class GateExplain
{
    public static Command Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "The product: owner/name." };
        var reference = new Argument<string>("REF") { Description = "A commit, branch or tag." };
        var json = CommandActions.JsonOption();
        return new Command("explain", "Show the verdict tree of a change.") { product, reference, json }.Does(services, async (parsed, cancellation) =>
        {
            var id = ProductId.Parse(parsed.GetRequiredValue(product));
            var change = await FindAsync(services, id, parsed.GetRequiredValue(reference), cancellation);
            var tree = change.Tree ?? new VerdictNode(Steward.Gates.Gate.Root, Verdict.Missing, "It is not decided yet: its stages are running. Ask again in a moment.");
            if (parsed.GetValue(json)) services.PrintJson(tree);
            else services.Out.Write(new VerdictTreeView(tree, $"{id} at {change.Id.Commit.Abbreviated}"));
            return tree.Verdict.LetsThrough() ? Exit.Yes : Exit.No;
        });
    }

    private static async Task<ChangeRecord> FindAsync(CliServices services, ProductId product, string reference, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        var path = $"/api/products/{product.Owner}/{product.Name}/changes/{Uri.EscapeDataString(reference)}";
        return await client.GetAsync<ChangeRecord>(path, cancellation)
            ?? throw StewardException.NotFound($"Steward knows no change of {product} at '{Texts.Clip(reference, 80)}'. Was it pushed, and is the product registered?");
    }
}
