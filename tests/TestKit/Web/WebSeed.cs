using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

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

    public void Instance(string id, OrchestrationRuntimeStatus status, int minutesAgo = 5, string? failure = null) => world.Engine.Put(new OrchestrationMetadata
    {
        InstanceId = id,
        Name = ChangeInstance.Orchestrator,
        RuntimeStatus = status,
        CreatedAt = world.Clock.GetUtcNow().AddMinutes(-minutesAgo - 1),
        LastUpdatedAt = world.Clock.GetUtcNow().AddMinutes(-minutesAgo),
        FailureDetails = failure is null ? null : new FailureDetails("StewardException", failure),
    });

    public async Task<IReadOnlyList<LedgerEntry>> EvidenceAsync(ProductId product, CommitSha commit, int count = 3)
    {
        string[] kinds = ["change.received", "licences.scanned", "results.received", "antivirus.completed", "environment.declared", "change.decided"];
        var outcomes = new[] { EvidenceOutcome.Info, EvidenceOutcome.Fail, EvidenceOutcome.Pass, EvidenceOutcome.Pass, EvidenceOutcome.Error, EvidenceOutcome.Info };
        var evidence = Enumerable.Range(0, count).Select(i => new Evidence
        {
            Id = Evidence.IdFor(kinds[i % 6], Subject.Commit(commit), $"seed {i}"),
            Time = world.Clock.GetUtcNow().AddMinutes(-count + i),
            Actor = i % 6 == 0 ? "github:ada" : "steward",
            Kind = kinds[i % 6],
            Subject = Subject.Commit(commit),
            Outcome = outcomes[i % 6],
            Summary = $"Step {i} of <b>{Texts.Count(count, "step")}</b> was done.",
            Details = new() { ["files"] = 12 + i, ["engine"] = "clamd 1.4" },
        });
        return await world.Get<ILedger>().AppendAsync(product, [.. evidence], CancellationToken.None);
    }
}
