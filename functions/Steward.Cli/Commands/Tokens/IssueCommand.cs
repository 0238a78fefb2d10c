using System.CommandLine;
using Spectre.Console;
using Steward.Access;
using Steward.Answers;
using Steward.Cli.Remote;

namespace Steward.Cli.Commands.Tokens;

/// <summary><c>steward tokens issue NAME</c>.</summary>
internal sealed class IssueCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "As it will stand in evidence after 'token:'." };
    private readonly Option<AccessLevel> _level = new("--level") { Description = "What its bearer may do.", Required = true };
    private readonly Option<string[]> _products = new("--product") { Description = "A product that it reaches: owner/name, or owner/*. Several are given one after the other. Left out: all." };
    private readonly Option<string[]> _scopes = new("--scope") { Description = $"What it is for: {string.Join(", ", AccessScopes.All)}, or {AccessScopes.Agent}/NAME for one agent. Left out: everything of its level." };
    private readonly Option<string?> _expires = new("--expires") { Description = "The day it ends: 2026-12-31. Left out: as Steward's settings say." };
    private readonly Option<bool> _replace = new("--replace") { Description = "Revoke a live token of that name and issue this one in its place." };

    private readonly Option<string?> _owner = new("--owner", "--for")
    {
        Description = "The person it belongs to, as github:login: it never opens more than that person may do at the moment.",
    };

    public static Command Build(CliServices services)
    {
        var parts = new IssueCommand();
        return new Command("issue", "Issues a token and prints it: once, since nobody keeps it.")
        {
            parts._name, parts._level, parts._products, parts._scopes, parts._expires, parts._replace, parts._owner,
        }.Asks(services, (client, parsed, cancellation) => client.PostAsync<IssuedToken>(RemotePaths.Tokens, parts.Request(parsed), cancellation), issued => Tell(services, issued));
    }

    private TokenRequest Request(ParseResult parsed) => new(
        parsed.GetValue(_name)!, parsed.GetValue(_level), parsed.GetValue(_expires) is { } day ? Days.Read(day) : null, parsed.GetValue(_replace), parsed.GetValue(_owner),
        Some(parsed.GetValue(_products)), Some(parsed.GetValue(_scopes)));

    private static string[]? Some(string[]? all) => all is { Length: > 0 } ? all : null;

    // The token alone on standard output, so that it can be piped into a secret store.
    private static void Tell(CliServices services, IssuedToken issued)
    {
        services.Writer.WriteLine(issued.Secret);
        var end = issued.Token.ExpiresAt is { } at ? $"until {at.UtcDateTime:yyyy-MM-dd}" : "for ever";
        services.Notes.WriteLine($"{issued.Token.Name} may {issued.Token.Level} {end}. Keep the token: it is shown this once only.");
    }
}
