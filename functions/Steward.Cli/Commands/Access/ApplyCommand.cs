using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access apply DIGEST</c>: 0 done or begun, 1 something is left or held, 2 it was refused, 3 a system could not be reached.</summary>
internal static class ApplyCommand
{
    public static Command Build(CliServices services)
    {
        var digest = new Argument<string>("DIGEST") { Description = "The plan's digest, or at least its first 12 digits, as 'steward access plan' prints it." };
        var overrides = new Option<string[]>("--override") { Description = "A brake that is overridden in your name: github/team/share.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var (file, json) = (AccessOptionsOf.File(), CommandActions.JsonOption());
        return new Command("apply", "Approves a plan in your name and has it applied; another plan needs another approval.") { digest, overrides, file, json }
            .Does(services, (parsed, cancellation) =>
            {
                var asked = new ApplyRequest(parsed.GetRequiredValue(digest), parsed.GetRequiredValue(overrides));
                return parsed.GetValue(file) is { } path
                    ? OfflineApply.RunAsync(services, path, asked, parsed.GetValue(json), cancellation)
                    : RemoteAsync(services, asked, parsed.GetValue(json), cancellation);
            });
    }

    private static async Task<int> RemoteAsync(CliServices services, ApplyRequest asked, bool json, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        var answer = await client.PostAsync<ApplyAnswer>("/api/access/apply", asked, cancellation);
        if (json) services.PrintJson(answer);
        else services.Out.WriteLine($"{answer.By} approved {answer.Digest[..12]}; it is applied by {answer.Orchestration}.");
        return Exit.Yes;
    }
}
