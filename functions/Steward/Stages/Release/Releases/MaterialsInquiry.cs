using Steward.Gates;

namespace Steward.Stages.Release.Releases;

/// <summary>Has other stages make what goes along with a release.</summary>
/// <param name="materials">Who makes something.</param>
internal sealed class MaterialsInquiry(IEnumerable<IReleaseMaterial> materials) : IReleaseInquiry
{
    /// <inheritdoc/>
    public string Name => "materials";

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation)
    {
        var release = new ReleaseMark(candidate.Request.Tag, candidate.Request.Commit, candidate.Request.RequestedAt);
        return Task.FromResult<IReadOnlyList<UnrecordedEvidence>>([.. materials.SelectMany(m => m.Make(candidate.Head, release))]);
    }
}
