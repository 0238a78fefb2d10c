using System.CommandLine;
using Spectre.Console;
using Steward.Azure.Inventory;
using Steward.Cli.Policies;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Development.Environment;

namespace Steward.Cli.Commands.Environment;

/// <summary><c>steward env</c>: compares this machine with the environment that the policy declares.</summary>
internal sealed class EnvironmentCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services) => [new Command("env", "The environment that every machine must have.") { Check(services) }];

    private static Command Check(CliServices services)
    {
        var folder = new Argument<string>("dir") { Description = "The folder with steward.yaml.", DefaultValueFactory = _ => "." };
        var upload = new Option<string?>("--upload") { Description = "Report the result to a running Steward, for this product: owner/name." };
        var machine = new Option<string>("--machine") { Description = "The name to report under; it goes into the ledger for ever.", DefaultValueFactory = _ => "local" };
        var json = CommandActions.JsonOption();
        return new Command("check", "Compares this machine with development.environment; names what differs item by item.") { folder, upload, machine, json }.Does(
            services,
            async (parsed, cancellation) =>
            {
                var policy = (await PolicyFile.ReadAsync(services.PathOf(parsed.GetRequiredValue(folder)), cancellation)).Get(EnvironmentPolicy.Section);
                if (policy.Wanted.Count == 0) throw StewardException.Invalid("steward.yaml declares no environment: add development.environment.");
                var items = await new EnvironmentCheck(Inventory.Providers).RunAsync(policy, cancellation);
                var same = items.All(i => i.State == ItemState.Same);
                if (parsed.GetValue(json)) services.PrintJson(new { policy.Fingerprint, Verdict = same ? "same" : "drift", items });
                else Show(services, policy, items);
                if (parsed.GetValue(upload) is { } product)
                    await UploadAsync(services, ProductId.Parse(product), new MachineReport(parsed.GetValue(machine), policy.Fingerprint, items), cancellation);
                return same ? Exit.Yes : Exit.No;
            });
    }

    private static async Task UploadAsync(CliServices services, ProductId product, MachineReport report, CancellationToken cancellation)
    {
        using var client = await StewardClient.OpenForUploadAsync(services, cancellation);
        await client.PostAsync<object>($"api/environments/{product}", report, cancellation);
        services.Notes.MarkupLineInterpolated($"[grey]reported to Steward as machine {report.Machine}[/]");
    }

    private static void Show(CliServices services, EnvironmentPolicy policy, IReadOnlyList<CheckedItem> items)
    {
        var table = new Table().AddColumns("provider", "name", "wanted", "found", "state");
        foreach (var item in items)
            table.AddRow(Markup.Escape(item.Provider), Markup.Escape(item.Name), Markup.Escape(item.Wanted), Markup.Escape(item.Found ?? "-"), Word(item.State));
        services.Out.Write(table);
        var drifted = items.Count(i => i.State != ItemState.Same);
        services.Out.MarkupLineInterpolated($"{(drifted == 0 ? "In sync" : $"{drifted} of {items.Count} differ")}; fingerprint {policy.Fingerprint}");
    }

    private static string Word(ItemState state) => state switch
    {
        ItemState.Same => "[green]same[/]",
        ItemState.Drifted => "[yellow]drifted[/]",
        _ => "[red]missing[/]",
    };
}
