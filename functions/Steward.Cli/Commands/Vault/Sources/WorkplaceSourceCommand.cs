using System.CommandLine;
using Steward.Kernel;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Workplaces;

namespace Steward.Cli.Commands.Vault.Sources;

/// <summary><c>steward vault backup workplace</c>.</summary>
internal sealed class WorkplaceSourceCommand : ISourceCommand
{
    private readonly Option<string?> _home = new("--home") { Description = "The home folder; without it your own." };
    private readonly Option<string[]> _repositories = new("--repositories") { Description = "A folder in which repositories are looked for, six folders deep; may be given several times. Without it the home folder." };
    private readonly Option<bool> _secrets = new("--with-secrets") { Description = "Keep private keys and files of credentials too. Without it they are left out, and named in the snapshot." };

    public string Name => "workplace";

    public string Description => "Back up a working environment: settings, editors with their extensions, and of repositories the work that their remotes do not have.";

    public IReadOnlyList<Symbol> Symbols => [_home, _repositories, _secrets];

    public IBackupSource Open(CliServices services, ParseResult parsed)
    {
        var home = parsed.GetValue(_home) ?? services.Environment("HOME") ?? services.Environment("USERPROFILE") ?? throw StewardException.Invalid("The home folder is not known: give --home.");
        var place = new WorkplacePlace { Home = services.PathOf(home), WithSecrets = parsed.GetValue(_secrets) };
        return new WorkplaceSource(parsed.GetValue(_repositories) is { Length: > 0 } named ? place with { Repositories = [.. named.Select(services.PathOf)] } : place, services.Time);
    }
}
