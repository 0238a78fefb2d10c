using System.CommandLine;
using Steward.Cli.Remote;

namespace Steward.Cli.Commands.Local;

/// <summary><c>steward local sign-in</c>: a link that signs its user in at the dashboard, once.</summary>
internal static class SignIn
{
    /// <summary>The command.</summary>
    public static Command Build(CliServices services) =>
        new Command("sign-in", "Prints a link that signs you in at the dashboard; it works once, for five minutes.").Does(services, async (_, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var answer = await client.PostAsync<CodeAnswer>("api/sign-in-codes", new { }, cancellation);
            services.Writer.WriteLine($"{services.Environment("STEWARD_URL")!.TrimEnd('/')}/sign-in?code={Uri.EscapeDataString(answer.Code)}");
            return Exit.Yes;
        });

    private sealed record CodeAnswer(string Code);
}
