using System.CommandLine;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Git;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup git URL</c>.</summary>
internal sealed class GitSourceCommand : ISourceCommand
{
    // The name that servers take with a token.
    private const string Nobody = "x-access-token";
    private readonly Argument<string> _url = new("URL") { Description = "The repository: https, ssh, git or file, or a folder. Name and password of https: STEWARD_GIT_USERNAME and STEWARD_GIT_PASSWORD, never in the address." };

    public string Name => "git";

    public string Description => "Back up a git repository with every ref. It is mirrored in the cache folder, and fetched into from then on.";

    public IReadOnlyList<Symbol> Symbols => [_url];

    public IBackupSource Open(CliServices services, ParseResult parsed)
    {
        var url = parsed.GetRequiredValue(_url);
        var credentials = services.Environment("STEWARD_GIT_PASSWORD") is { Length: > 0 } password ? new GitCredentials(services.Environment("STEWARD_GIT_USERNAME") ?? Nobody, password) : null;
        // A folder by its full path: the same repository is the same wherever the user stands.
        var place = Directory.Exists(services.PathOf(url)) ? GitPlace.Parse(services.PathOf(url)) : GitPlace.Parse(url, credentials);
        return new GitSource(place, VaultAccess.MirrorFolder(services), services.Time);
    }
}
