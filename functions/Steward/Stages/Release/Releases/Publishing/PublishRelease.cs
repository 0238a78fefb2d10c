using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Releases.Publishing;

/// <summary>The effect of a release, which comes last: shows its verdict where the team looks, and leaves <c>release.published</c>.</summary>
public sealed class PublishRelease(IReleasePublisher publisher, ILedger ledger, IPayloadStore payloads, TimeProvider time) : IActivity<PassportRequest, Nothing>
{
    /// <summary>The verdict was shown outside; subject: the release; details: verdict.</summary>
    public const string Kind = "release.published";

    /// <inheritdoc/>
    public static string Name => "PublishRelease";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(PassportRequest input, CancellationToken cancellation)
    {
        var (release, now) = (input.Release, time.GetUtcNow());
        var bytes = await payloads.GetAsync(release.Product, input.Decision.Tree, cancellation)
            ?? throw StewardException.NotFound($"The verdict tree of {release.Tag} is not in the payload store any more.");
        var tree = Json.Read<VerdictNode>(bytes);
        var shown = new ShownRelease(release.Product, release.Tag, release.Commit, release.RequestedAt, now, tree)
        {
            Notes = ReleaseNotes.Section(release.Product, release.Tag, release.Commit, tree),
        };
        if (await publisher.PublishAsync(shown, cancellation) is not { } where) return Nothing.Value;
        var subject = Subject.Release(release.Tag, release.Commit);
        var published = new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{where} {input.Decision.Tree}"),
            Time = now,
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = Texts.Clip(where, 200),
            Details = new JsonObject { ["verdict"] = tree.Verdict.ToString(), ["tag"] = release.Tag },
        };
        await ledger.AppendAsync(release.Product, [published], cancellation);
        return Nothing.Value;
    }
}
