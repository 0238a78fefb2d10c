using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Source;
using Steward.Stages;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Steward.TestKit;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;

namespace Steward.Bench;

/// <summary>A release of 50,000 files decided: for the first time, and with 20 files changed since. What processors left is there already.</summary>
internal sealed class GateBenchmark : IBenchmark
{
    private const int Files = 50_000;
    private const int Changed = 20;
    private const int Rounds = 5;
    private static readonly ProductId Product = ProductId.Parse("bench/gate");

    public string Name => "gate";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var account = new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() });
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var services = ChangeWorld.Services(new TaskCatalog(), account, folder).AddSingleton<IOrchestrationClient>(_ => throw new NotSupportedException()).BuildServiceProvider();
        await services.GetRequiredService<IProductStore>().PutAsync(new Product(Product, repository.Source, "main", DateTimeOffset.UnixEpoch), default);
        for (var i = 0; i < Files; i++) repository.Write($"src/m{i / 500}/f{i}.cs", Text(i, "first"));
        repository.Write("steward.yaml", "version: 1\n");
        var first = await PushAsync(services, repository, CommitSha.None, "v1");
        var began = Stopwatch.GetTimestamp();
        await DecideAsync(services, "v1", first, 0);
        var firstTime = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var subject = Subject.Release("v1", first);
        await services.GetRequiredService<ILedger>().AppendAsync(Product, [Of(ReleaseEvidence.PassportIssued, subject)], default);
        for (var i = 0; i < Changed; i++) repository.Write($"src/m{i}/f{i * 500}.cs", Text(i, "second"));
        var second = await PushAsync(services, repository, first, "v2");
        var warm = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await DecideAsync(services, "v2", second, round);
            warm.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Directory.Delete(folder, recursive: true);
        return
        [
            new Measurement($"gate: a first release of {Files:N0} files decided", firstTime, "s", false, 60),
            new Measurement($"gate: a release of {Files:N0} files with {Changed} changed decided", warm.Order().ElementAt(Rounds / 2), "s", false, 5),
        ];
    }

    private static string Text(int i, string when) => string.Concat(Enumerable.Range(0, 20).Select(line => $"// {i} {line}{(line == 7 ? when : "")}\n"));

    private static async Task<CommitSha> PushAsync(ServiceProvider services, GitRepositoryBuilder repository, CommitSha before, string tag)
    {
        var head = await repository.CommitAsync(tag);
        await repository.TagAsync(tag);
        var request = new ChangeRequest(new ChangeId(Product, head), "refs/heads/main", before, "github:ada", TimeProvider.System.GetUtcNow(), []);
        await ActivatorUtilities.CreateInstance<ReceiveChange>(services).RunAsync(request, default);
        var source = await services.GetRequiredService<ISourceCatalog>().OpenAsync(Product, default);
        var blobs = (await source.GetChangesAsync(before, head, default)).Select(f => f.Blob).Distinct();
        var kinds = services.GetRequiredService<StageRegistry>().Processors.Where(p => p.Scope == ProcessorScope.Blob).Select(p => p.Kind);
        var ledger = services.GetRequiredService<ILedger>();
        foreach (var part in kinds.SelectMany(kind => blobs.Select(b => Of(kind, Subject.Blob(b)))).Chunk(5_000)) await ledger.AppendAsync(Product, part, default);
        await ledger.AppendAsync(Product, [Of("licences.scanned", Subject.Commit(head)), Of(ChangeEvidence.Decided, Subject.Commit(head)) with { Details = new JsonObject { ["verdict"] = "Pass" } }], default);
        return head;
    }

    private static async Task DecideAsync(ServiceProvider services, string tag, CommitSha commit, int round)
    {
        var request = new ReleaseRequest(Product, tag, commit, "github:ada", TimeProvider.System.GetUtcNow().AddHours(-1).AddSeconds(round));
        await ActivatorUtilities.CreateInstance<DecideRelease>(services).RunAsync(request, default);
        var report = await services.GetRequiredService<ILedger>().FindAsync(Product, Subject.Commit(commit), default).LastAsync(e => e.Evidence.Kind == CodeReport.Kind);
        if (report.Evidence.Details!["files"]!.GetValue<int>() != Files + 1) throw new InvalidOperationException("Not every file was accounted for.");
        if (report.Evidence.Details["filesProcessed"]!.GetValue<int>() != Files + 1) throw new InvalidOperationException("Files that were processed were not found to be.");
    }

    private static Evidence Of(string kind, Subject subject) => new()
    {
        Id = Evidence.IdFor(kind, subject, "bench"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward", Kind = kind, Subject = subject, Outcome = EvidenceOutcome.Pass,
    };
}
