using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Adds what manifests without a lock file state, marked as not locked: so their direct dependencies are looked at all the same.</summary>
/// <param name="folder">The files.</param>
/// <param name="paths">The paths that count.</param>
/// <param name="gathered">Where they go.</param>
internal sealed class StatedDependencies(LockFolder folder, IReadOnlyCollection<string> paths, GatheredDependencies gathered)
{
    private const int MaxParents = 8;
    private static readonly IReadOnlyList<IStatedReader> Readers = [new NuGetProject(), new MavenPom()];
    private readonly HashSet<string> _paths = new(paths, StringComparer.Ordinal);

    public async Task AddAsync(IEnumerable<string> manifests, CancellationToken cancellation)
    {
        foreach (var path in manifests)
        {
            if (Readers.FirstOrDefault(r => r.Reads(path[(path.LastIndexOf('/') + 1)..])) is not { } reader) continue;
            if (await ReadAsync(path, cancellation) is not { } content) continue;
            var above = new List<ReadOnlyMemory<byte>?>();
            foreach (var file in reader.Above.SelectMany(name => Above(FolderPath.Of(path), name))) above.Add(await ReadAsync(file, cancellation));
            gathered.Add(path, reader.Read(content, above), isNotLocked: true);
        }
    }

    // "../name": that of each folder above; "name": the nearest one, the own folder first.
    private IEnumerable<string> Above(string own, string name) =>
        name.StartsWith("../", StringComparison.Ordinal)
            ? FolderPath.Upwards(own).Skip(1).Select(f => FolderPath.Join(f, name[3..])).Where(_paths.Contains).Take(MaxParents)
            : FolderPath.Upwards(own).Select(f => FolderPath.Join(f, name)).Where(_paths.Contains).Take(1);

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await folder.ReadAsync(path, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            // Too large. That it has no lock file is told already.
            return null;
        }
    }
}
