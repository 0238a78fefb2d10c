using Steward.Gates;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Instructions;

/// <summary>Finds out what the instructions of a release are.</summary>
internal sealed class InstructionsInquiry(InstructionFiles files) : IReleaseInquiry
{
    /// <inheritdoc/>
    public string Name => "instructions";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnrecordedEvidence>> InquireAsync(ReleaseCandidate candidate, CancellationToken cancellation) =>
        await files.ReadAsync(candidate.Head, cancellation) is { } read ? [read] : [];
}
