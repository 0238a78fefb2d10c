using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases.Publishing;

/// <summary>Shows a release's verdict where the team looks: a check run of its own on GitHub, and a section of the notes of the release there.</summary>
public interface IReleasePublisher
{
    /// <summary>
    /// Publishes, or brings up to date what was published before (safe to repeat). Answers with a short description of what is shown, or null when the
    /// product has no such place. Errors as for <see cref="Source.ISource"/>.
    /// </summary>
    Task<string?> PublishAsync(ShownRelease release, CancellationToken cancellation);
}

/// <summary>A release as it is shown.</summary>
/// <param name="Product">The product.</param>
/// <param name="Tag">The tag's name; for a candidate without one, its commit's.</param>
/// <param name="Commit">The commit.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="DecidedAt">When it was judged.</param>
/// <param name="Tree">The verdict tree.</param>
public sealed record ShownRelease(ProductId Product, string Tag, CommitSha Commit, DateTimeOffset RequestedAt, DateTimeOffset DecidedAt, VerdictNode Tree)
{
    /// <summary>The name of its check run.</summary>
    public string CheckName => $"Steward release {Tag}";

    /// <summary>A sentence that stands before everything else: what was let through is no longer in order; null: none.</summary>
    public string? Alert { get; init; }

    /// <summary>The section for the notes, without its markers; null: the notes stay as they are.</summary>
    public string? Notes { get; init; }
}
