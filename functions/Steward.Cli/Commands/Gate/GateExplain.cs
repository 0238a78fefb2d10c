using System.CommandLine;
using Steward.Answers;
using Steward.Changes;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Cli.Commands.Gate;

/// <summary>
/// <c>steward gate explain PRODUCT REF</c>: the verdict tree of a change, from the running Steward; with <c>--release</c> that of its release as it would be
/// now, and with <c>--assume</c> what either would be.
/// </summary>
internal static class GateExplain
{
    public static Command Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "The product: owner/name." };
        var reference = new Argument<string>("REF") { Description = "A commit, branch or tag." };
        var release = new Option<bool>("--release") { Description = "Judge the release of it as it would be now." };
        var assume = new Option<string[]>("--assume") { Description = "Judge as if this were so; may be repeated: \"approved by bob\", \"set unit passed\", \"done ITEM\", \"waived PATH\", KIND=OUTCOME. Nothing is changed." };
        var json = CommandActions.JsonOption();
        return new Command("explain", "Show the verdict tree of a change or a release, or what it would be.") { product, reference, release, assume, json }.Does(services, async (parsed, cancellation) =>
        {
            var (id, name, phrases) = (ProductId.Parse(parsed.GetRequiredValue(product)), parsed.GetRequiredValue(reference), parsed.GetValue(assume) ?? []);
            using var client = StewardClient.Open(services);
            return phrases.Length > 0 || parsed.GetValue(release)
                ? WhatIfView.Show(services, await JudgeAsync(client, id, name, parsed.GetValue(release), phrases, cancellation), parsed.GetValue(json))
                : Show(services, await FindAsync(client, id, name, cancellation), parsed.GetValue(json));
        });
    }

    private static int Show(CliServices services, ChangeRecord change, bool json)
    {
        var tree = change.Tree ?? new VerdictNode(Steward.Gates.Gate.Root, Verdict.Missing, "It is not decided yet: its stages are running. Ask again in a moment.");
        if (json) services.PrintJson(tree);
        else services.Out.Write(new VerdictTreeView(tree, $"{change.Id.Product} at {change.Id.Commit.Abbreviated}"));
        return tree.Verdict.LetsThrough() ? Exit.Yes : Exit.No;
    }

    private static async Task<ChangeRecord> FindAsync(StewardClient client, ProductId product, string reference, CancellationToken cancellation) =>
        await client.GetAsync<ChangeRecord>($"/api/products/{product.Owner}/{product.Name}/changes/{Uri.EscapeDataString(reference)}", cancellation)
        ?? throw StewardException.NotFound($"Steward knows no change of {product} at '{Texts.Clip(reference, 80)}'. Was it pushed, and is the product registered?");

    private static Task<GateAnswer> JudgeAsync(
        StewardClient client, ProductId product, string reference, bool release, string[] phrases, CancellationToken cancellation)
    {
        var query = phrases.Select(p => $"&assume={Uri.EscapeDataString(p)}").Prepend(release ? "&release=true" : "");
        return client.RequireAsync<GateAnswer>($"/api/products/{product.Owner}/{product.Name}/gate?ref={Uri.EscapeDataString(reference)}{string.Concat(query)}", cancellation);
    }
}
