using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Comparison;

/// <summary>Compares the dependencies of a change with those of the head before, from what was scanned of both; adds it to the verdict where that is shown.</summary>
/// <param name="changes">What the head before was.</param>
/// <param name="scans">The scans.</param>
public sealed class ChangedDependencies(IChangeStore changes, ScanReader scans) : IVerdictNotes
{
    private const int Most = 200;

    /// <inheritdoc/>
    public async Task<VerdictNotes> AboutAsync(ChangeId change, CancellationToken cancellation)
    {
        if (await changes.GetAsync(change, cancellation) is not { } record || await FindAsync(record, cancellation) is not { IsEmpty: false } comparison) return VerdictNotes.None;
        var lines = ComparisonText.Lines(comparison).ToList();
        var items = lines.Take(Most).Select(l => new NoteItem($"{l.What}: {l.Package.Ecosystem}:{l.Package.Name}", l.Said));
        return new VerdictNotes([], [new NoteGroup(ComparisonText.Summary(comparison), [.. items], Math.Max(0, lines.Count - Most))]);
    }

    /// <summary>The comparison; null where one of the two was not scanned.</summary>
    public async Task<ScanComparison?> FindAsync(ChangeRecord change, CancellationToken cancellation)
    {
        if (change.Before.IsNone || await scans.FindAsync(change.Id.Product, change.Id.Commit, cancellation) is not { } now) return null;
        return await scans.FindAsync(change.Id.Product, change.Before, cancellation) is { } before ? ScanComparison.Of(before, now) : null;
    }
}
