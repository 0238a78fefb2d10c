using System.CommandLine;
using Spectre.Console;
using Steward.Access;
using Steward.Answers;
using Steward.Cli.Remote;

namespace Steward.Cli.Commands.Tokens;

/// <summary><c>steward tokens</c> and <c>steward sign-in</c>: who may talk to Steward.</summary>
internal sealed class TokenCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("tokens", "Issues, lists and revokes tokens.") { IssueCommand.Build(services), List(services), Revoke(services), Make(services) };
        yield return SignIn(services);
    }

    private static Command List(CliServices services) => new Command("list", "Lists tokens, live and ended ones. A note names those that end soon.").Asks(services,
        (client, _, cancellation) => client.RequireAsync<TokenList>(RemotePaths.Tokens, cancellation),
        list => TokenTable.Show(services, list));

    private static Command Revoke(CliServices services)
    {
        var name = new Argument<string>("NAME") { Description = "The token's name." };
        return new Command("revoke", "Revokes the token of a name at once, with all sessions it opened.") { name }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<RevokeAnswer>($"{RemotePaths.Tokens}/revoke", new RevokeRequest(parsed.GetValue(name)!), cancellation),
            answer => services.Out.WriteLine($"{answer.Name} is revoked."));
    }

    // Without a server, since there is none yet: the hash goes into the settings, the token to its bearer.
    private static Command Make(CliServices services) =>
        new Command("make", "Makes the first administrator's token for a new Steward, and the hash that its settings are given.").Does(services, async (_, _) =>
        {
            var secret = TokenSecret.Create();
            await services.Writer.WriteLineAsync(secret);
            services.Notes.WriteLine($"Keep the token: it is shown this once only. The new Steward's setting: STEWARD__FirstAdministrator={TokenSecret.Hash(secret)}");
            return Exit.Yes;
        });

    private static Command SignIn(CliServices services) => new Command("sign-in", "Prints a link that signs you in at the dashboard, once.").Asks(services,
        (client, _, cancellation) => client.PostAsync<SignInCode>("/api/sign-in-codes", new { }, cancellation),
        code => services.Writer.WriteLine($"{services.Environment("STEWARD_URL")!.TrimEnd('/')}{code.Path}"));
}
