using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Deployments;

/// <summary>Leaves the evidence about deployments. Each comes once for its occasion, however often a step runs.</summary>
public sealed class DeploymentLedger(ILedger ledger, IPayloadStore payloads, TimeProvider time)
{
    /// <summary>Leaves that a deployment asked.</summary>
    public Task AskedAsync(DeploymentRequest request, CancellationToken cancellation) =>
        AppendAsync(request.Product, [Of(DeploymentEvidence.Asked, request, "", new JsonObject { ["ref"] = Texts.Clip(request.Ref, 200) }) with
        {
            Actor = request.Actor,
            Time = request.AskedAt,
        }], cancellation);

    /// <summary>Leaves what was answered; nothing where there is no ledger to leave it in.</summary>
    public Task DecidedAsync(DeploymentAnswer answer, string reception, CancellationToken cancellation)
    {
        var (request, judged) = (answer.Request, answer.Judgement);
        if (judged.IsUnrecorded) return Task.CompletedTask;
        var more = new JsonObject
        {
            ["verdict"] = judged.Verdict.ToString(), ["state"] = judged.State.ToString(), ["reception"] = reception, ["tag"] = judged.Tag,
        };
        return AppendAsync(request.Product, [Of(DeploymentEvidence.Decided, request, reception, more) with
        {
            Outcome = OutcomeOf(judged),
            Payload = judged.Tree,
            Summary = Texts.Clip($"{request.Commit.Abbreviated} to {request.Environment}: {judged.State}, {judged.Verdict}.", 200),
        }], cancellation);
    }

    /// <summary>Leaves another state of a deployment, and that it is no longer let through.</summary>
    public async Task StatusAsync(DeploymentStatusSeen seen, JudgedDeployment judged, CancellationToken cancellation)
    {
        var digest = await payloads.PutAsync(seen.Request.Product, Json.WriteBytes(judged.Tree), cancellation);
        JsonObject Details() => new() { ["state"] = seen.State, ["verdict"] = judged.Tree.Verdict.ToString(), ["tag"] = judged.Tag };
        var status = Of(DeploymentEvidence.Status, seen.Request, seen.State, Details());
        var refused = Of(DeploymentEvidence.Rechecked, seen.Request, seen.State, Details()) with
        {
            Outcome = EvidenceOutcome.Fail,
            Payload = digest,
            Summary = Texts.Clip($"{seen.Request.Environment} has {seen.Request.Commit.Abbreviated} ({seen.State}), and it is no longer let through: {judged.Tree.Reason}", 300),
        };
        await AppendAsync(seen.Request.Product, judged.Tree.Verdict.LetsThrough() ? [status] : [status, refused], cancellation);
    }

    /// <summary>Keeps a verdict tree with what it rests on; its digest.</summary>
    public async Task<string> KeepAsync(DeploymentRequest request, JudgedDeployment judged, CancellationToken cancellation)
    {
        foreach (var found in judged.Findings.Where(f => f.Payload is not null)) await payloads.PutAsync(request.Product, found.Payload, cancellation);
        if (judged.Findings.Count > 0) await ledger.AppendAsync(request.Product, [.. judged.Findings.Select(f => f.Evidence)], cancellation);
        return await payloads.PutAsync(request.Product, Json.WriteBytes(judged.Tree), cancellation);
    }

    /// <summary>The newest decision about a deployment, or null.</summary>
    public async Task<Evidence?> FindDecidedAsync(ProductId product, CommitSha commit, string deployment, CancellationToken cancellation)
    {
        var about = await ledger.FindAsync(product, Subject.Commit(commit), cancellation).ToListAsync(cancellation);
        return about.Select(e => e.Evidence).LastOrDefault(e => e.Kind == DeploymentEvidence.Decided && e.Details?["deployment"]?.GetValue<string>() == deployment);
    }

    private async Task AppendAsync(ProductId product, Evidence[] evidence, CancellationToken cancellation) => await ledger.AppendAsync(product, evidence, cancellation);

    private Evidence Of(string kind, DeploymentRequest request, string occasion, JsonObject more)
    {
        var subject = Subject.Commit(request.Commit);
        more["environment"] = Texts.Clip(request.Environment, 255);
        more["deployment"] = request.Deployment;
        more["tag"] ??= "";
        return new Evidence
        {
            Id = Evidence.IdFor(kind, subject, $"{request.Deployment} {occasion}"),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Details = more,
        };
    }

    private static EvidenceOutcome OutcomeOf(DeploymentJudgement judged) => judged switch
    {
        { State: DeploymentState.Approved } => EvidenceOutcome.Pass,
        { Verdict: Verdict.Error } => EvidenceOutcome.Error,
        _ => EvidenceOutcome.Fail,
    };
}
