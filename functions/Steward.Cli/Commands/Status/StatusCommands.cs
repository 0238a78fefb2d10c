using System.CommandLine;
using Spectre.Console;
using Steward.Answers;
using Steward.Changes;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Stages;
using Steward.Stages.Security.Antivirus;

namespace Steward.Cli.Commands.Status;

/// <summary><c>steward status</c>: products and their newest changes, with the verdict of each stage.</summary>
internal sealed class StatusCommands : ICommandGroup
{
    private const int WideEnough = 130;

    private readonly Argument<string?> _product = new("PRODUCT")
    {
        Description = "owner/name: its newest changes. Left out: all products, each with its newest change.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var json = CommandActions.JsonOption();
        yield return new Command("status", "Shows products and their newest changes, with the verdict of each stage.") { _product, json }
            .Does(services, (parsed, cancellation) => RunAsync(services, parsed.GetValue(_product), parsed.GetValue(json), cancellation));
    }

    private static async Task<int> RunAsync(CliServices services, string? product, bool json, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        if (product is null) Show(services, await client.RequireAsync<ProductList>(RemotePaths.Products, cancellation), json);
        else Show(services, await client.RequireAsync<ChangeList>(RemotePaths.Changes(product), cancellation), json);
        if (!json) await TellScannersAsync(services, client, cancellation);
        return Exit.Yes;
    }

    // A Steward of before knows no such address.
    private static async Task TellScannersAsync(CliServices services, StewardClient client, CancellationToken cancellation)
    {
        foreach (var scanner in await client.GetAsync<ScannerState[]>("api/antivirus", cancellation) ?? [])
        {
            if (scanner.Answers == false) services.Notes.MarkupLineInterpolated($"[yellow]The virus scanner at {scanner.Name} failed: {scanner.Problem}[/]");
        }
    }

    private static void Show(CliServices services, ProductList list, bool json)
    {
        if (json)
        {
            services.PrintJson(list);
            return;
        }

        if (list.Products.Count == 0) services.Out.WriteLine("No product is registered. Register one with: steward products add owner/name --source git:/path");
        else services.Out.Write(ChangeTable(services, "Product", list.Products.Select(p => (p.Product.Id.ToString(), p.Newest))));
    }

    private static void Show(CliServices services, ChangeList list, bool json)
    {
        if (json)
        {
            services.PrintJson(list);
            return;
        }

        if (list.Changes.Count == 0) services.Out.WriteLine("No change was received yet; the next push is the first one.");
        else services.Out.Write(ChangeTable(services, "Received", list.Changes.Select(c => (Marks.Of(c.ReceivedAt), (ChangeRecord?)c))));
    }

    // A column for each stage where there is room for them, else a line for each.
    private static Table ChangeTable(CliServices services, string first, IEnumerable<(string First, ChangeRecord? Change)> rows)
    {
        var isWide = services.Out.Profile.Width >= WideEnough;
        string[] stages = isWide ? [.. StageVerdicts.Stages.Select(s => s.ToString())] : ["Stages"];
        var table = Marks.Table([first, "Change", "Verdict", .. stages]);
        foreach (var (name, change) in rows)
            table.AddRow([Marks.Plain(name), Title(change), Verdict(change), .. isWide ? Columns(change) : [Lines(change)]]);
        return table;
    }

    private static string Title(ChangeRecord? change) =>
        change is null ? "[grey]none yet[/]" : $"{change.Id.Commit.Abbreviated} {Marks.Plain(Kernel.Texts.Clip(change.Title, 60))}";

    private static string Verdict(ChangeRecord? change) => change is null || change.State == ChangeState.Decided
        ? Marks.Of(change?.Tree?.Verdict)
        : $"{Marks.Of(change.Tree?.Verdict)} [grey]({change.State.ToString().ToLowerInvariant()})[/]";

    private static IEnumerable<string> Columns(ChangeRecord? change) => StageVerdicts.Stages.Select(s => Marks.Of(change?.Tree.Of(s)?.Verdict));

    private static string Lines(ChangeRecord? change) =>
        string.Join('\n', StageVerdicts.Stages.Select(s => $"{Marks.Of(change?.Tree.Of(s)?.Verdict)} [grey]{s}[/]"));
}
