using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;
using Steward.Policy;
using Steward.Source;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>
/// Looks for licences in the product's own files at a commit, in those about which the policy's <c>security.licences.paths</c> says something: without a rule by path nothing would be judged, and nothing is read. It is
/// the whole tree, not the changed files alone, so that a later push hides nothing; what the scan of the head before has found for the same content is taken over.
/// </summary>
/// <param name="policies">The policy at the commit.</param>
/// <param name="changes">What the head before was.</param>
/// <param name="scans">What was found there.</param>
public sealed class OwnHeaders(PolicyLoader policies, IChangeStore changes, ScanReader scans)
{
    /// <summary>The most files of a product that are judged.</summary>
    public const int Most = 20_000;

    private const int AtOnce = 4;

    // Another build may find more in the same words.
    private static readonly string _program = typeof(LicenceDetector).Module.ModuleVersionId.ToString("N");

    /// <summary>What stands in the files.</summary>
    public async Task<ScannedHeaders> FindAsync(ChangeId change, ISource source, IReadOnlyList<TreeEntry> tree, CancellationToken cancellation)
    {
        var policy = (await policies.LoadAsync(change, cancellation)).Policy.Get(LicencePolicy.Section);
        var fitting = tree.Where(e => e.Kind is EntryKind.File or EntryKind.Executable && policy.Paths.Any(p => p.Fits(e.Path)) && !LicenceDetector.IsLicenceFile(e.Path)).OrderBy(e => e.Path, StringComparer.Ordinal).ToList();
        if (fitting.Count == 0) return ScannedHeaders.None;
        var wanted = fitting.Take(Most).ToList();
        var known = await KnownAsync(change, cancellation);
        await Parallel.ForEachAsync(wanted.DistinctBy(e => e.Blob).Where(e => !known.ContainsKey(e.Blob)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (entry, token) =>
        {
            await using var content = await source.OpenBlobAsync(entry.Blob, token);
            known[entry.Blob] = Conclude(entry.Path, (await LicenceFile.ReadAsync(entry.Path, content, token)).Licences);
        });
        return new ScannedHeaders([.. wanted.Select(e => new ScannedHeader(e.Path, e.Blob, Named(known[e.Blob], e.Path)))], fitting.Count - wanted.Count, _program);
    }

    /// <summary>What licences in one file are together. Mentions say nothing about the file they stand in.</summary>
    public static ConcludedLicence? Conclude(string path, IReadOnlyList<FoundLicence> found)
    {
        var firm = found.Where(f => f.Kind != FoundKind.Reference).ToList();
        return firm.Count == 0 ? null : TextConclusion.Of(path, firm);
    }

    private static ConcludedLicence? Named(ConcludedLicence? concluded, string path) => concluded is null || concluded.Source == path ? concluded : concluded with { Source = path };

    private async Task<ConcurrentDictionary<CommitSha, ConcludedLicence?>> KnownAsync(ChangeId change, CancellationToken cancellation)
    {
        var before = await changes.GetAsync(change, cancellation) is { Before: { IsNone: false } head } ? await scans.FindAsync(change.Product, head, cancellation) : null;
        var found = before?.Headers is { } headers && headers.By == _program ? headers.Files : [];
        return new ConcurrentDictionary<CommitSha, ConcludedLicence?>(found.DistinctBy(f => f.Blob).Select(f => KeyValuePair.Create(f.Blob, f.Concluded)));
    }
}
