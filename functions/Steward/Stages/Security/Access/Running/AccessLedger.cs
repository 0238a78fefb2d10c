using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Leaves what happens with access in the ledger of the access repository.</summary>
public sealed class AccessLedger(ILedger ledger, IPayloadStore payloads, IChangeReopener reopener, TimeProvider time)
{
    private const int MaxShown = 500;

    /// <summary>Says whether the file at a commit can be used; its change is decided again.</summary>
    public async Task CheckedAsync(ProductId repository, AccessFileAt file, CancellationToken cancellation)
    {
        var (subject, problems) = (Subject.Commit(file.Commit), file.Reading.Problems);
        if (problems.Count > 0) await UnusableAsync(repository, file, cancellation);
        if (await LastAsync(repository, subject, e => e.Kind == AccessEvidence.Checked, cancellation) is not null) return;
        var first = problems.Count == 0 ? null : problems[0];
        await ledger.AppendAsync(repository, [new Evidence
        {
            Id = Evidence.IdFor(AccessEvidence.Checked, subject, ""),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = AccessEvidence.Checked,
            Subject = subject,
            Outcome = first is null ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = first is null ? $"{AccessModel.FileName} can be used." : Texts.Clip($"{AccessModel.FileName}: line {first.Line}, column {first.Column}: {first.Path}: {first.Message}", MaxShown),
            Details = new JsonObject { ["problems"] = problems.Count },
        }], cancellation);
        await reopener.EvidenceArrivedAsync(new ChangeId(repository, file.Commit), AccessEvidence.Checked, cancellation);
    }

    /// <summary>Tells a plan, unless the newest one tells the same.</summary>
    public async Task PlannedAsync(ProductId repository, PlannedAccess planned, CancellationToken cancellation)
    {
        var last = await LastAsync(repository, Subject.Product(repository), e => AccessEvidence.CommitOf(e) is not null, cancellation);
        if (last is { Kind: AccessEvidence.Planned } && IsSame(last, planned)) return;
        var payload = await KeepAsync(repository, planned, cancellation);
        await ledger.AppendAsync(repository, [AccessEvidence.OfPlan(repository, planned, payload, last?.Id)], cancellation);
    }

    // About the product, once after each plan: whoever asks later which file was in force finds it there.
    private async Task UnusableAsync(ProductId repository, AccessFileAt file, CancellationToken cancellation)
    {
        var subject = Subject.Product(repository);
        var last = await LastAsync(repository, subject, e => AccessEvidence.CommitOf(e) is not null, cancellation);
        await ledger.AppendAsync(repository, [new Evidence
        {
            Id = Evidence.IdFor(AccessEvidence.Unusable, subject, $"{file.Commit} after {last?.Id}"),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = AccessEvidence.Unusable,
            Subject = subject,
            Outcome = EvidenceOutcome.Fail,
            Summary = $"{AccessModel.FileName} at {file.Commit.Abbreviated} has {Texts.Count(file.Reading.Problems.Count, "problem")}; {(last is null ? "no file was in force before" : "the one before stays in force")}.",
            Details = new JsonObject { ["commit"] = file.Commit.ToString() },
        }], cancellation);
    }

    /// <summary>Tells what was applied, and what is left.</summary>
    public async Task AppliedAsync(ProductId repository, AppliedAccess applied, string occasion, CancellationToken cancellation)
    {
        var subject = Subject.Product(repository);
        await ledger.AppendAsync(repository, [new Evidence
        {
            Id = Evidence.IdFor(AccessEvidence.Applied, subject, occasion),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = AccessEvidence.Applied,
            Subject = subject,
            Outcome = applied.Left.Count == 0 ? EvidenceOutcome.Pass : EvidenceOutcome.Fail,
            Summary = $"{Texts.Count(applied.Done.Count, "change")} of access made, {applied.Left.Count} left.",
            Details = new JsonObject
            {
                ["commit"] = applied.Commit.ToString(), ["digest"] = applied.Digest, ["done"] = applied.Done.Count, ["left"] = applied.Left.Count,
                ["silent"] = applied.Silent.Count(), ["approval"] = applied.Approval,
            },
            Payload = await KeepAsync(repository, applied, cancellation),
        }], cancellation);
    }

    /// <summary>Keeps a payload; answers with its digest.</summary>
    public Task<string> KeepAsync<T>(ProductId repository, T payload, CancellationToken cancellation) => payloads.PutAsync(repository, Json.WriteBytes(payload), cancellation);

    /// <summary>A payload that was kept. NotFound when it is not there.</summary>
    public async Task<T> ReadAsync<T>(ProductId repository, string digest, CancellationToken cancellation) =>
        Json.Read<T>(await payloads.GetAsync(repository, digest, cancellation) ?? throw StewardException.NotFound($"The payload {digest} of {repository} is not there."));

    /// <summary>The newest evidence that is asked for, about a subject; null: none.</summary>
    public async Task<Evidence?> LastAsync(ProductId repository, Subject subject, Func<Evidence, bool> which, CancellationToken cancellation) =>
        (await ledger.FindAsync(repository, subject, cancellation).LastOrDefaultAsync(e => which(e.Evidence), cancellation))?.Evidence;

    private static bool IsSame(Evidence last, PlannedAccess planned) =>
        AccessEvidence.Text(last, "digest") == planned.Plan.Digest && AccessEvidence.Text(last, "verdict") == planned.Plan.Verdict.ToString() && AccessEvidence.CommitOf(last) == planned.Commit;
}
