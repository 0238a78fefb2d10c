using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;

namespace Steward.StorageTests.Release;

/// <summary>A repository whose pushes are changes and whose files processors have handled, as far as a test says.</summary>
internal sealed class CodeWorld : IAsyncDisposable
{
    private CodeWorld(GitRepositoryBuilder repository, ChangeWorld world, ProductId product) => (Repository, World, Product) = (repository, world, product);

    public GitRepositoryBuilder Repository { get; }

    public ChangeWorld World { get; }

    public ProductId Product { get; }

    public static async Task<CodeWorld> CreateAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        var world = await ChangeWorld.CreateAsync();
        return new CodeWorld(repository, world, await world.RegisterAsync(repository));
    }

    /// <summary>Commits, and brings the commit through the stages (none of which runs here).</summary>
    public async Task<CommitSha> PushAsync(CommitSha before, string message)
    {
        var head = await Repository.CommitAsync(message);
        var change = await World.PushAsync(Product, before, head);
        await World.EndAsync(ChangeInstance.IdOf(change));
        return head;
    }

    /// <summary>The evidence that processors leave about files at HEAD.</summary>
    public async Task ProcessAsync(IEnumerable<string> paths, EvidenceOutcome outcome = EvidenceOutcome.Pass, string kind = "antivirus.scanned", JsonObject? details = null)
    {
        var evidence = new List<Evidence>();
        foreach (var path in paths) evidence.Add(Of(kind, Subject.Blob(await Repository.ObjectAsync(path)), outcome) with { Details = details?.DeepClone().AsObject() ?? [] });
        await World.Ledger.AppendAsync(Product, evidence, CancellationToken.None);
    }

    public Task ScanLicencesAsync(CommitSha commit) => World.AppendAsync(Product, Of("licences.scanned", Subject.Commit(commit), EvidenceOutcome.Info));

    /// <summary>Tags a commit, and says that it was released.</summary>
    public async Task ReleaseAsync(string tag, CommitSha commit)
    {
        await Repository.TagAsync(tag, commit: commit);
        await World.AppendAsync(Product, Of(ReleaseEvidence.PassportIssued, Subject.Release(tag, commit), EvidenceOutcome.Pass));
    }

    public async Task UploadCoverageAsync(CommitSha commit, string path, int[] covered, int[] uncovered)
    {
        var file = new JsonObject { ["path"] = path, ["blob"] = (await Repository.ObjectAsync(path)).ToString(), ["covered"] = Numbers(covered), ["uncovered"] = Numbers(uncovered) };
        var payload = Json.WriteBytes(new JsonObject { ["set"] = "unit", ["files"] = new JsonArray(file) });
        await World.Get<IPayloadStore>().PutAsync(Product, payload, CancellationToken.None);
        await World.AppendAsync(Product, Of("coverage.received", Subject.Commit(commit), EvidenceOutcome.Info) with { Payload = Digest.Sha256(payload) });
    }

    public async Task<(CodeReport Report, VerdictNode Node, ReleaseFacts Facts)> JudgeAsync(CommitSha commit, string tag = "v2")
    {
        var facts = await World.Get<ReleaseCollector>().CollectAsync(new ReleaseRequest(Product, tag, commit, "github:ada", TimeProvider.System.GetUtcNow()), CancellationToken.None);
        var node = World.Get<ReleaseGate>().Judge(facts).Walk().Single(n => n.Path == $"release {tag}/release/code").Node;
        var report = facts.Findings.Single(f => f.Evidence.Kind == CodeReport.Kind);
        return (Json.Read<CodeReport>(report.Payload!), node, facts);
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Repository.DisposeAsync();
    }

    private static JsonArray Numbers(int[] numbers) => new([.. numbers.Select(n => JsonValue.Create(n))]);

    private static Evidence Of(string kind, Subject subject, EvidenceOutcome outcome) => new()
    {
        Id = Evidence.IdFor(kind, subject, $"{outcome} {Guid.CreateVersion7()}"),
        Time = TimeProvider.System.GetUtcNow(),
        Actor = "steward",
        Kind = kind,
        Subject = subject,
        Outcome = outcome,
        Details = [],
    };
}
