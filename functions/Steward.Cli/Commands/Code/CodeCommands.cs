using System.CommandLine;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Release.Code;

namespace Steward.Cli.Commands.Code;

/// <summary><c>steward code</c>: which files and lines processors have handled, and which are left over.</summary>
internal sealed class CodeCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "The product: owner/name." };
        var reference = new Argument<string>("REF") { Description = "A commit, branch or tag." };
        var json = CommandActions.JsonOption();
        yield return new Command("code", "Accounts for every file and changed line of a commit as if it were to be released now. Exit 1: something is left over.")
        {
            product, reference, json,
        }.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var report = await AskAsync(client, ProductId.Parse(parsed.GetRequiredValue(product)), parsed.GetRequiredValue(reference), cancellation);
            if (parsed.GetValue(json)) services.PrintJson(report);
            else CodeView.Show(services, report);
            return report.IsWhole ? Exit.Yes : Exit.No;
        });
    }

    /// <summary>The report about a branch, tag or commit, from the running Steward.</summary>
    public static async Task<CodeReport> AskAsync(StewardClient client, ProductId product, string reference, CancellationToken cancellation) =>
        await client.GetAsync<CodeReport>($"api/products/{product}/code?ref={Uri.EscapeDataString(reference)}", cancellation)
        ?? throw StewardException.NotFound($"{product} has no branch, tag or commit '{Texts.Clip(reference, 60)}', or Steward does not know the product.");
}
