using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Cli.Commands.Release;

/// <summary><c>steward release</c>: asks for the release of a tag and waits for the verdict.</summary>
internal sealed class ReleaseCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var tag = new Argument<string>("tag") { Description = "The tag to release." };
        var product = new Option<string>("--product") { Description = "owner/name", Required = true };
        var json = CommandActions.JsonOption();
        yield return new Command("release", "Asks for the release of a tag: gates on the evidence of all its commits, and issues a passport on Pass.")
        {
            tag, product, json,
        }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var id = ProductId.Parse(parsed.GetRequiredValue(product));
            var name = parsed.GetRequiredValue(tag);
            var started = await client.PostAsync<Started>($"api/products/{id}/releases", new { Tag = name }, cancellation);
            var decision = await WaitAsync(services, client, started.Instance, cancellation);
            var view = await client.GetAsync<ReleaseView>($"api/products/{id}/releases/{Uri.EscapeDataString(name)}", cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { started.Instance, decision.Verdict, decision.Reason, view?.HasPassport, view?.Tree });
            else Show(services, name, decision, view);
            return decision.Verdict.LetsThrough() ? Exit.Yes : Exit.No;
        });
    }

    private static async Task<ReleaseDecision> WaitAsync(CliServices services, StewardClient client, string instance, CancellationToken cancellation)
    {
        var told = "";
        return await Polling.UntilAsync(services, async () =>
        {
            var now = await client.GetAsync<OrchestrationMetadata>($"api/orchestrations/{instance}", cancellation)
                ?? throw StewardException.NotFound($"Steward knows no orchestration {instance} any more.");
            if (now.FailureDetails is { } failure) throw StewardException.Invalid($"The release failed: {failure.ErrorMessage}");
            var decision = now.SerializedCustomStatus is { } status ? Json.Read<ReleaseDecision>(status) : null;
            if (now.IsCompleted && decision is not null) return decision;
            if (decision is not null && decision.Reason != told) services.Notes.MarkupLineInterpolated($"[grey]waiting: {told = decision.Reason}[/]");
            return null;
        }, cancellation);
    }

    private static void Show(CliServices services, string tag, ReleaseDecision decision, ReleaseView? view)
    {
        var table = new Table().AddColumns("criterion", "verdict", "reason");
        foreach (var (path, node) in view?.Tree?.Walk().Skip(1) ?? []) table.AddRow(Markup.Escape(path), node.Verdict.ToString(), Markup.Escape(node.Reason));
        services.Out.Write(table);
        services.Out.MarkupLineInterpolated($"{tag}: {decision.Verdict}. {decision.Reason}");
        if (view?.HasPassport == true) services.Out.MarkupLineInterpolated($"It has a passport: steward passport get OWNER/NAME {tag}");
    }

    private sealed record Started(string Instance);
}
