using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Passports;
using Steward.Products;
using Steward.Stages.Monitoring.Errors.Reports;
using Steward.Stages.Release.Releases;
using Steward.Stages.Security.Licences;

namespace Steward.TestKit.Web;

/// <summary>Fills the stores of a world with what a team's week leaves behind.</summary>
/// <param name="world">The world.</param>
public sealed class WebSeed(WebWorld world)
{
    public static ProductId Shop { get; } = ProductId.Parse("contoso/shop");

    public static CommitSha Sha(int number) => CommitSha.Parse(Digest.Sha256($"commit {number}")[..40]);

    public async Task<ProductId> ProductAsync(string name = "contoso/shop", string source = "github")
    {
        var product = new Product(ProductId.Parse(name), source, "main", world.Clock.GetUtcNow().AddDays(-30));
        await world.Get<IProductStore>().PutAsync(product, CancellationToken.None);
        return product.Id;
    }

    public async Task<ChangeRecord> ChangeAsync(
        ProductId product, int number, VerdictNode? tree, ChangeState state = ChangeState.Decided, string title = "Charge each card once", string branch = "refs/heads/main")
    {
        var at = world.Clock.GetUtcNow().AddHours(-3).AddMinutes(number);
        var change = new ChangeRecord
        {
            Id = new ChangeId(product, Sha(number)),
            Ref = branch,
            Before = number == 0 ? CommitSha.None : Sha(number - 1),
            Actor = "github:ada",
            Title = title,
            ReceivedAt = at,
            State = state,
            Tree = tree,
            DecidedAt = tree is null ? null : at.AddSeconds(8),
        };
        await world.Get<IChangeStore>().PutAsync(change, CancellationToken.None);
        return change;
    }

    /// <summary>A decided release, as its workflow leaves it; with a passport when its tree lets through.</summary>
    public async Task ReleaseAsync(ProductId product, string tag, CommitSha commit, VerdictNode tree)
    {
        var (payloads, ledger) = (world.Get<IPayloadStore>(), world.Get<ILedger>());
        var digest = await payloads.PutAsync(product, Json.WriteBytes(tree), CancellationToken.None);
        var released = tree.Verdict.LetsThrough();
        var subject = Subject.Release(tag, commit);
        var named = Evidence(ReleaseEvidence.Named, Subject.Product(product), tag, EvidenceOutcome.Info) with { Details = new() { ["tag"] = tag, ["commit"] = commit.ToString() } };
        var decided = Evidence(ReleaseEvidence.Decided, subject, tag, released ? EvidenceOutcome.Pass : EvidenceOutcome.Fail) with
        {
            Summary = tree.Reason, Details = new() { ["verdict"] = tree.Verdict.ToString(), ["tag"] = tag }, Payload = digest,
        };
        var entries = await ledger.AppendAsync(product, [named, decided], CancellationToken.None);
        if (!released) return;
        var statement = new StatementSubject(tag, new Dictionary<string, string> { ["gitCommit"] = commit.ToString() });
        var envelope = await world.Get<PassportIssuer>().IssueAsync(product, statement, tree, [entries[1]], CancellationToken.None);
        var passport = await payloads.PutAsync(product, Json.WriteBytes(envelope), CancellationToken.None);
        await ledger.AppendAsync(product, [Evidence(ReleaseEvidence.PassportIssued, subject, tag, EvidenceOutcome.Pass) with { Payload = passport, Summary = $"{tag} has a passport." }], CancellationToken.None);
    }

    /// <summary>What a commit leaves that was pushed and judged.</summary>
    public Task JudgedAsync(ProductId product, CommitSha commit, Verdict verdict) => world.Get<ILedger>().AppendAsync(
        product,
        [
            Evidence(ChangeEvidence.Received, Subject.Commit(commit), "push", EvidenceOutcome.Info) with { Summary = "1 commit with 1 changed file pushed to refs/heads/main." },
            Evidence(ChangeEvidence.Decided, Subject.Commit(commit), "decision", verdict.LetsThrough() ? EvidenceOutcome.Pass : EvidenceOutcome.Fail) with { Details = new() { ["verdict"] = verdict.ToString() } },
        ],
        CancellationToken.None);

    /// <summary>Error lines of a release, as its host sends them.</summary>
    public async Task ErrorsAsync(ProductId product, string release, string lines)
    {
        var upload = ErrorUpload.Of(product, release, null, Digest.Sha256(lines), ("token:shop", world.Clock.GetUtcNow()));
        await world.Get<ErrorsIntake>().ReceiveAsync(upload, new StringReader(lines), CancellationToken.None);
    }

    /// <summary>A scan of the licences at a commit, as its activity leaves it.</summary>
    public async Task ScannedAsync(ProductId product, CommitSha commit, LicenceScan scan)
    {
        var payload = await world.Get<IPayloadStore>().PutAsync(product, Json.WriteBytes(scan), CancellationToken.None);
        var scanned = Evidence(LicencesCapability.Scanned, Subject.Commit(commit), payload, EvidenceOutcome.Info) with { Payload = payload, Summary = "The licences were scanned." };
        await world.Get<ILedger>().AppendAsync(product, [scanned], CancellationToken.None);
    }

    private Evidence Evidence(string kind, Subject subject, string occasion, EvidenceOutcome outcome) => new()
    {
        Id = Ledger.Evidence.IdFor(kind, subject, occasion), Time = world.Clock.GetUtcNow(), Actor = "steward", Kind = kind, Subject = subject, Outcome = outcome,
    };

    public void Instance(string id, OrchestrationRuntimeStatus status, int minutesAgo = 5, string? failure = null, ChangeProgress? progress = null) => world.Engine.Put(new OrchestrationMetadata
    {
        InstanceId = id,
        Name = ChangeInstance.Orchestrator,
        RuntimeStatus = status,
        CreatedAt = world.Clock.GetUtcNow().AddMinutes(-minutesAgo - 1),
        LastUpdatedAt = world.Clock.GetUtcNow().AddMinutes(-minutesAgo),
        SerializedCustomStatus = progress is null ? null : Json.Write(progress),
        FailureDetails = failure is null ? null : new FailureDetails("StewardException", failure),
    });

    public async Task<IReadOnlyList<LedgerEntry>> EvidenceAsync(ProductId product, CommitSha commit, int count = 3)
    {
        string[] kinds = ["change.received", "licences.scanned", "results.received", "antivirus.completed", "environment.declared", "change.decided"];
        var outcomes = new[] { EvidenceOutcome.Info, EvidenceOutcome.Fail, EvidenceOutcome.Pass, EvidenceOutcome.Pass, EvidenceOutcome.Error, EvidenceOutcome.Info };
        var evidence = Enumerable.Range(0, count).Select(i => new Evidence
        {
            Id = Ledger.Evidence.IdFor(kinds[i % 6], Subject.Commit(commit), $"seed {i}"),
            Time = world.Clock.GetUtcNow().AddMinutes(-count + i),
            Actor = i % 6 == 0 ? "github:ada" : "steward",
            Kind = kinds[i % 6],
            Subject = Subject.Commit(commit),
            Outcome = outcomes[i % 6],
            Summary = $"Step {i} of <b>{Texts.Count(count, "step")}</b> was done.",
            Details = kinds[i % 6] == "results.received" ? Results() : new() { ["files"] = 12 + i, ["engine"] = "clamd 1.4" },
        });
        return await world.Get<ILedger>().AppendAsync(product, [.. evidence], CancellationToken.None);
    }

    private static System.Text.Json.Nodes.JsonObject Results() => new()
    {
        ["set"] = "unit", ["attempt"] = 1, ["report"] = Digest.Sha256("report"), ["format"] = "JUnit", ["passed"] = 12, ["failed"] = 0, ["errored"] = 0, ["skipped"] = 0,
        ["flaky"] = 0, ["milliseconds"] = 340, ["firstFailed"] = new System.Text.Json.Nodes.JsonArray(),
    };
}
