using System.CommandLine;
using Spectre.Console;
using Steward.Access;
using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Cli.Views;

namespace Steward.Cli.Commands.Tokens;

/// <summary><c>steward tokens</c> and <c>steward sign-in</c>: who may talk to Steward.</summary>
internal sealed class TokenCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("tokens", "Issues, lists and revokes tokens.") { Issue(services), List(services), Revoke(services), Make(services) };
        yield return SignIn(services);
    }

    private static Command Issue(CliServices services)
    {
        var name = new Argument<string>("NAME") { Description = "As it will stand in evidence after 'token:'." };
        var level = new Option<AccessLevel>("--level") { Description = "What its bearer may do.", Required = true };
        var expires = new Option<string?>("--expires") { Description = "The day it ends: 2026-12-31. Left out: never." };
        var replace = new Option<bool>("--replace") { Description = "Revoke a live token of that name and issue this one in its place." };
        var owner = new Option<string?>("--owner") { Description = "The person it belongs to, as github:login: it never opens more than that person may do at the moment." };
        return new Command("issue", "Issues a token and prints it: once, since nobody keeps it.") { name, level, expires, replace, owner }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<IssuedToken>(RemotePaths.Tokens, new TokenRequest(
                parsed.GetValue(name)!, parsed.GetValue(level), ReadDay(parsed.GetValue(expires)), parsed.GetValue(replace), parsed.GetValue(owner)), cancellation),
            issued => Tell(services, issued));
    }

    private static Command List(CliServices services) => new Command("list", "Lists tokens, live and ended ones.").Asks(services,
        (client, _, cancellation) => client.RequireAsync<TokenList>(RemotePaths.Tokens, cancellation),
        list =>
        {
            var table = Marks.Table("Name", "Level", "State", "Issued", "By", "Ends");
            foreach (var t in list.Tokens)
                table.AddRow(Marks.Plain(t.Name), $"{t.Level}", $"{t.State}", Marks.Of(t.IssuedAt), Marks.Plain(t.IssuedBy), t.ExpiresAt is { } end ? Marks.Of(end) : "never");
            services.Out.Write(table);
        });

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

    private static DateTimeOffset? ReadDay(string? text) => text is null ? null : Days.Read(text);

    // The token alone on standard output, so that it can be piped into a secret store.
    private static void Tell(CliServices services, IssuedToken issued)
    {
        services.Writer.WriteLine(issued.Secret);
        services.Notes.WriteLine($"{issued.Token.Name} may {issued.Token.Level}. Keep the token: it is shown this once only.");
    }
}
