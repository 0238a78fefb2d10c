using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.MySql;
using Steward.Vault.Sources.Databases.Postgres;
using Steward.Vault.Sources.Databases.Sqlite;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Sources.Git;
using Steward.Vault.Sources.Streams;
using Steward.Vault.Sources.Workplaces;

namespace Steward.Cli.Commands.Agent;

/// <summary>What an agent backs up, by the kind that plans name: a line each.</summary>
internal sealed class AgentSources(CliServices services, AgentOptions options, string vault)
{
    private Dictionary<string, Func<BackupSubject, IBackupSource>> ByKind => new(StringComparer.Ordinal)
    {
        [SubjectKinds.Folder] = Folder,
        [SubjectKinds.Git] = what => new GitSource(GitPlace.Parse(One(what, "repository")), AgentVaults.Folder(services, "mirrors"), services.Time),
        [SubjectKinds.Postgres] = what => new PostgresSource(Postgres(what), what.Settings.GetValueOrDefault("database"), services.Time),
        [SubjectKinds.MySql] = what => new MySqlSource(MySql(what), what.Settings.GetValueOrDefault("database"), services.Time),
        [SubjectKinds.Sqlite] = what => new SqliteSource(One(what, "file"), services.Time),
        [SubjectKinds.Workplace] = what => new WorkplaceSource(new WorkplacePlace { Home = One(what, "home folder") }, services.Time),
        [SubjectKinds.Command] = what => options.AllowsCommands
            ? new CommandSource(Setting(what, "command"), Setting(what, "name"), services.Time)
            : throw new StewardException(FailureKind.Forbidden, "This agent runs no commands that plans name: start it with --allow-commands where whoever writes the plan may run what he likes."),
    };

    /// <summary>The source of a plan; Invalid for a kind that an agent does not know, and for settings that are missing.</summary>
    public IBackupSource Open(BackupSubject what) => ByKind.TryGetValue(what.Kind, out var open)
        ? open(what)
        : throw StewardException.Invalid($"An agent backs up nothing of the kind '{Texts.Clip(what.Kind, 40)}'.");

    private IBackupSource Folder(BackupSubject what) => FolderSource.Open(new FolderOptions
    {
        Paths = what.Paths.Count > 0 && what.Paths.All(Path.IsPathFullyQualified) ? what.Paths : throw StewardException.Invalid("The plan has to name folders by their full paths, in what.paths."),
        Exclude = what.Exclude,
        Without = vault.StartsWith("file://", StringComparison.Ordinal) ? [new Uri(vault).LocalPath] : [],
    });

    private static PostgresPlace Postgres(BackupSubject what) => new()
    {
        Host = what.Settings.GetValueOrDefault("host"), Port = Port(what), User = what.Settings.GetValueOrDefault("user"),
        Variables = what.Settings.GetValueOrDefault("passwordFile") is { } file ? new Dictionary<string, string?> { ["PGPASSFILE"] = file } : [],
    };

    private static MySqlPlace MySql(BackupSubject what) => new()
    {
        Host = what.Settings.GetValueOrDefault("host"), Port = Port(what), User = what.Settings.GetValueOrDefault("user"), Socket = what.Settings.GetValueOrDefault("socket"),
        OptionFile = what.Settings.GetValueOrDefault("passwordFile"),
    };

    private static int? Port(BackupSubject what)
    {
        if (what.Settings.GetValueOrDefault("port") is not { } text) return null;
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536
            ? port
            : throw StewardException.Invalid("what.settings.port is no port.");
    }

    private static string One(BackupSubject what, string name) => what.Paths is [var only] ? only : throw StewardException.Invalid($"The plan has to name one {name} in what.paths.");

    private static string Setting(BackupSubject what, string name) => what.Settings.GetValueOrDefault(name) ?? throw StewardException.Invalid($"The plan has to say what.settings.{name}.");
}
