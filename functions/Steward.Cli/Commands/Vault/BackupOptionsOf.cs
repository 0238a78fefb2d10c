using System.CommandLine;

namespace Steward.Cli.Commands.Vault;

/// <summary>What <c>steward vault backup</c> can be told.</summary>
internal sealed class BackupOptionsOf
{
    public Argument<string[]> Paths { get; } = new("PATH") { Description = "Files and folders. One folder alone is the root of the snapshot; of several each stands below its full path.", Arity = ArgumentArity.ZeroOrMore };

    public Option<string?> Stdin { get; } = new("--stdin") { Description = "Back up what is piped in, as one file of this name.", HelpName = "NAME" };

    public Option<string?> Host { get; } = new("--host") { Description = "The machine that stands in the snapshot; without it this one's name." };

    public Option<string[]> Tag { get; } = new("--tag") { Description = "A mark for the snapshot; may be given several times." };

    public Option<string[]> Exclude { get; } = new("--exclude") { Description = "Leave out what matches: a pattern as in .gitignore; may be given several times." };

    public Option<string[]> ExcludeFrom { get; } = new("--exclude-from") { Description = "A file with such patterns, one a line." };

    public Option<string[]> Include { get; } = new("--include") { Description = "Take in again what matches; counts more than --exclude." };

    public Option<string[]> IgnoreFile { get; } = new("--ignore-file") { Description = "Honour ignore files of this name in the folders, such as .gitignore." };

    public Option<bool> OneFileSystem { get; } = new("--one-file-system") { Description = "Leave out what is mounted below the paths." };

    public Option<bool> ReadAll { get; } = new("--read-all") { Description = "Read also the files that seem unchanged." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only tell what would be read." };

    /// <summary>Those that say something of folders or streams alone, not of the other kinds of sources.</summary>
    public IReadOnlyList<Option> OfFolders => [Stdin, Exclude, ExcludeFrom, Include, IgnoreFile, OneFileSystem, ReadAll, DryRun];

    public Command AddTo(Command command)
    {
        command.Add(Paths);
        (Host.Recursive, Tag.Recursive) = (true, true);
        foreach (var option in (Option[])[Host, Tag, .. OfFolders]) command.Add(option);
        return command;
    }
}
