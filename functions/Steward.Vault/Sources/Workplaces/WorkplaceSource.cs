using System.Runtime.CompilerServices;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Workplaces.Editors;
using Steward.Vault.Sources.Workplaces.Work;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>
/// A person's working environment: <c>editors/NAME.txt</c> (extensions), <c>home/...</c> (settings by a reviewed list), <c>repositories/NAME/</c> (<c>state.json</c> and
/// <c>work.bundle</c>: what the remotes do not have). Private keys and credentials are left out, and named, unless they are asked for.
/// </summary>
/// <param name="place">Whose.</param>
/// <param name="time">The clock.</param>
public sealed class WorkplaceSource(WorkplacePlace place, TimeProvider time) : IBackupSource
{
    /// <summary>The folder of the repositories.</summary>
    public const string Repositories = "repositories";

    /// <summary>What is known of a repository.</summary>
    internal const string StateFile = "state.json";

    /// <summary>Its bundle.</summary>
    internal const string BundleFile = "work.bundle";

    private const long MaxBytes = 16 << 20;
    private readonly Dictionary<string, string> _details = [];
    private readonly List<string> _leftOut = [];

    /// <inheritdoc/>
    public string Kind => "workplace";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [place.Home];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (now, folders) = (time.GetUtcNow(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var entry in Extensions(problems).Concat(Home(problems)))
        {
            foreach (var folder in SourceEntries.Above($"{entry.Entry.Path}", folders, now)) yield return folder;
            yield return entry;
        }

        yield return SourceEntries.Folder(Repositories, now);
        var found = RepositoryFinder.Find(place, problems);
        foreach (var tree in found)
            foreach (var entry in await RepositoryAsync(tree, problems, cancellation)) yield return entry;
        _details["repositories"] = $"{found.Count}";
        if (_leftOut.Count > 0) _details["leftOut"] = Texts.Some(_leftOut, 50);
    }

    private IEnumerable<SourceEntry> Extensions(SourceProblems problems)
    {
        foreach (var editor in AllEditors.All)
        {
            var lines = Try(problems, $"the extensions of {editor.Name}", () => editor.Extensions(place.Home).ToList());
            if (lines is { Count: > 0 }) yield return SourceEntries.File($"editors/{editor.Name}.txt", time.GetUtcNow(), Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }
    }

    private IEnumerable<SourceEntry> Home(SourceProblems problems)
    {
        var secrets = HomeFiles.Of(place.Home, HomeList.Secrets, problems).ToHashSet(StringComparer.Ordinal);
        // A public key beside its private one is no secret.
        secrets.RemoveWhere(s => s.EndsWith(".pub", StringComparison.Ordinal));
        if (!place.WithSecrets) _leftOut.AddRange(secrets.Order(StringComparer.Ordinal));
        foreach (var path in HomeFiles.Of(place.Home, [.. HomeList.All, .. HomeList.Secrets], problems).Where(p => place.WithSecrets || !secrets.Contains(p)))
            if (Try(problems, path, () => HomeFile(path)) is { } entry) yield return entry;
    }

    private SourceEntry? HomeFile(string path)
    {
        var file = new FileInfo(Path.Combine(place.Home, path));
        if (file.Length > MaxBytes) throw new IOException($"it has more than {MaxBytes >> 20} MiB, which no settings have");
        if (!place.WithSecrets && PrivateKeys.IsIn(file.FullName))
        {
            _leftOut.Add(path);
            return null;
        }

        var mode = OperatingSystem.IsWindows() ? 0x180 : (int)File.GetUnixFileMode(file.FullName);
        var entry = new Entry { Path = EntryPath.Of($"home/{path}"), Kind = EntryKind.File, Mode = mode, Size = file.Length, Modified = SourceEntries.Nanoseconds(new DateTimeOffset(file.LastWriteTimeUtc)) };
        return new SourceEntry(entry, file.Length == 0 ? null : () => new OpenStream(file.OpenRead(), path));
    }

    private async Task<IReadOnlyList<SourceEntry>> RepositoryAsync(string tree, SourceProblems problems, CancellationToken cancellation)
    {
        using var scratch = new TemporaryFolder();
        // Where a file that is open can be removed, it goes with the folder, also when this process is killed.
        var bundle = OperatingSystem.IsWindows() ? Path.GetTempFileName() : scratch.PathOf(BundleFile);
        try
        {
            var (now, folder) = (time.GetUtcNow(), $"{Repositories}/{RepositoryFinder.NameOf(place, tree)}");
            var state = await new WorkCapture(tree, place.WithSecrets).RunAsync(RepositoryFinder.RelativeOf(place, tree), bundle, scratch.Path, cancellation);
            _leftOut.AddRange(state.LeftOut.Select(l => $"{state.Path}: {l}"));
            var json = SourceEntries.File($"{folder}/{StateFile}", now, Json.WriteBytes(state));
            if (!state.HasBundle)
            {
                File.Delete(bundle);
                return [SourceEntries.Folder(folder, now), json];
            }

            // It goes when the handle does, whether its content is ever asked for or not.
            var handle = new FileStream(bundle, new FileStreamOptions { Options = FileOptions.DeleteOnClose, Share = FileShare.Delete });
            return [SourceEntries.Folder(folder, now), json, SourceEntries.File($"{folder}/{BundleFile}", now, () => new OpenStream(handle, $"The work in {tree}"))];
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            // One repository that git cannot read does not cost the others.
            File.Delete(bundle);
            problems.Add($"{tree}: {failure.Message}");
            return [];
        }
    }

    private static T? Try<T>(SourceProblems problems, string what, Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{what}: {Texts.Clip(failure.Message, 200)}");
            return default;
        }
    }
}
