using System.Runtime.CompilerServices;
using System.Text;
using Steward.Vault.Entries;
using Steward.Vault.Sources.Contents;

namespace Steward.Vault.Sources.Git;

/// <summary>
/// A repository with all its refs: branches, tags, notes, pull requests. What is kept is a bare repository, file by file; restored, it can be cloned or
/// pushed from at once.
/// </summary>
/// <param name="place">The repository.</param>
/// <param name="cache">The folder for mirrors; they are fetched into again and again.</param>
/// <param name="time">The clock.</param>
public sealed class GitSource(GitPlace place, string cache, TimeProvider time) : IBackupSource
{
    private readonly Dictionary<string, string> _details = [];

    /// <inheritdoc/>
    public string Kind => "git";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [place.Url];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var mirror = await GitMirror.UpdateAsync(place, cache, cancellation);
        await DescribeAsync(mirror, cancellation);
        if (await LargeFiles.AreInAsync(mirror.Folder, cancellation)) problems.Add($"{place} keeps files in Git LFS: those lie on its server and are not in the backup, only the pointers to them.");
        var now = time.GetUtcNow();
        // The refs first: objects that come after them are more than they need, never less.
        var refs = Bytes("packed-refs");
        yield return SourceEntries.File("HEAD", now, Bytes("HEAD"));
        yield return SourceEntries.File("config", now, Config(_details["objectFormat"]));
        yield return SourceEntries.Folder("objects", now);
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(mirror.Folder, "objects")).Order(StringComparer.Ordinal).Where(IsOfObjects))
        {
            var name = $"objects/{Path.GetFileName(folder)}";
            yield return SourceEntries.Folder(name, now);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(IsWhole).OrderBy(f => f.Name, StringComparer.Ordinal)) yield return Object($"{name}/{file.Name}", file);
        }

        if (refs.Length > 0) yield return SourceEntries.File("packed-refs", now, refs);
        yield return SourceEntries.Folder("refs", now);
        if (Bytes("shallow") is { Length: > 0 } shallow) yield return SourceEntries.File("shallow", now, shallow);

        byte[] Bytes(string name) => Path.Combine(mirror.Folder, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : [];
    }

    private async Task DescribeAsync(GitMirror mirror, CancellationToken cancellation)
    {
        foreach (var (name, value) in (await GitRefs.OfAsync(mirror.Folder, cancellation)).Details()) _details[name] = value;
        _details["objectFormat"] = (await GitProgram.RunAsync(mirror.Folder, "asking for the format", cancellation, "rev-parse", "--show-object-format")).Text;
        _details["gitVersion"] = (await GitProgram.RunAsync(mirror.Folder, "asking for the version", cancellation, "--version")).Text;
        // A branch yet to be born has no commit.
        var head = await Programs.ProgramRun.EndAsync(GitProgram.Start(mirror.Folder, null, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"), cancellation);
        if (head.Code == 0) _details["headCommit"] = head.Text;
    }

    // Packs, and single objects by the first byte of their names; info holds what git can make anew.
    private static bool IsOfObjects(string folder) => Path.GetFileName(folder) is "pack" or { Length: 2 };

    private static bool IsWhole(FileInfo file) => !file.Name.StartsWith("tmp_", StringComparison.Ordinal) && !file.Name.EndsWith(".lock", StringComparison.Ordinal);

    private static SourceEntry Object(string path, FileInfo file) => new(
        new Entry { Path = EntryPath.Of(path), Kind = EntryKind.File, Mode = 0x124, Size = file.Length, Modified = SourceEntries.Nanoseconds(new DateTimeOffset(file.LastWriteTimeUtc)) },
        file.Length == 0 ? null : () => new OpenStream(file.OpenRead(), path));

    // Our own, not the mirror's: nothing of this machine and no address gets into the vault.
    private static byte[] Config(string format) => Encoding.ASCII.GetBytes(format == "sha1"
        ? "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
        : $"[core]\n\trepositoryformatversion = 1\n\tfilemode = true\n\tbare = true\n[extensions]\n\tobjectformat = {format}\n");
}
