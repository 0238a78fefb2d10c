using Steward.Changes;
using Steward.Source;

namespace Steward.Stages.Testing.Coverage;

/// <summary>Reads the lines that a change answers for: all since the newest commit behind it that was let through.</summary>
/// <param name="sources">Reads the lines.</param>
/// <param name="accepted">Knows what was let through.</param>
public sealed class CommittedLines(ISourceCatalog sources, LastLetThrough accepted)
{
    /// <summary>The lines, and why they are too many to be told, or null.</summary>
    public async Task<(ChangedLines Lines, string? TooLarge)> ReadAsync(StageRequest request, CancellationToken cancellation)
    {
        var commit = request.Change.Commit;
        var since = (await accepted.BehindAsync(request.Change, request.Before, cancellation)).Since;
        var source = await sources.OpenAsync(request.Change.Product, cancellation);
        var files = await source.GetChangesAsync(since, commit, cancellation);
        var tooLarge = ChangedLines.TooLarge(files);
        return (ChangedLines.Of(since, commit, tooLarge is null ? files : []), tooLarge);
    }
}
