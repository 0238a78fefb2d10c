using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Tracing;
using Steward.TestKit;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;

namespace Steward.Bench;

/// <summary>Traces on a ledger of 100,000 entries with 100 releases: of a line to its evidence and proofs, and of a commit and a dependency to their releases.</summary>
internal sealed class TraceBenchmark : IBenchmark
{
    private const int Entries = 100_000;
    private const int Releases = 100;
    private const int Lines = 2_000;
    private const int Rounds = 15;
    private static readonly ProductId Product = ProductId.Parse("bench/trace");

    public string Name => "trace";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var account = new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() });
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var services = ChangeWorld.Services(new TaskCatalog(), account, folder).AddSingleton<IOrchestrationClient>(_ => throw new NotSupportedException()).BuildServiceProvider();
        await services.GetRequiredService<IProductStore>().PutAsync(new Product(Product, repository.Source, "main", DateTimeOffset.UnixEpoch), default);
        var (ledger, first) = (services.GetRequiredService<ILedger>(), CommitSha.None);
        var before = CommitSha.None;
        for (var i = 0; i < Releases; i++)
        {
            var head = await PushAsync(services, repository, before, i);
            if (i == 0) first = head;
            await ledger.AppendAsync(Product, ReleaseOf($"v{i}", head, services).ToArray(), default);
            await FillAsync(ledger, Entries / Releases * (i + 1));
            before = head;
        }

        var size = (await ledger.GetCheckpointAsync(Product, default))!.Size;
        var (tracer, releases, history) = (services.GetRequiredService<LineTracer>(), services.GetRequiredService<ReleaseTracer>(), services.GetRequiredService<LedgerHistory>());
        var line = await MedianAsync(async round => Check((await tracer.TraceAsync(Product, TracePlace.Parse("src/a.cs", $"{500 + round}", null), default)).Chain.Count > 50));
        var young = await MedianAsync(async round => Check((await tracer.TraceAsync(Product, TracePlace.Parse("src/a.cs", $"{90 + (round % 3)}", null), default)).Change is not null));
        var commit = await MedianAsync(async _ => Check((await releases.TraceAsync(Product, TraceQuestion.Parse(null, first.ToString(), null, null), default)).Releases.Count == Releases));
        var dependency = await MedianAsync(async _ => Check((await releases.TraceAsync(Product, TraceQuestion.Parse(null, null, null, "Left.Pad"), default)).Releases.Count == Releases));
        var page = await MedianAsync(async round => Check((await history.PageAsync(Product, new HistoryFilter(), size - (round * 1000), 50, default)).Entries.Count == 50));
        Directory.Delete(folder, recursive: true);
        return
        [
            new Measurement($"trace: an old line, in {Releases} releases, on {size:N0} entries", line, "ms", false, 300),
            new Measurement($"trace: a young line, in few releases, on {size:N0} entries", young, "ms", false, 300),
            new Measurement($"trace: a commit to its {Releases} releases", commit, "ms", false, 300),
            new Measurement($"trace: a dependency to its {Releases} releases", dependency, "ms", false, 300),
            new Measurement("trace: a page of the history", page, "ms", false),
        ];
    }

    private static async Task<double> MedianAsync(Func<int, Task> act)
    {
        await act(Rounds);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await act(round);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static void Check(bool holds)
    {
        if (!holds) throw new InvalidOperationException("A trace does not say what was put in.");
    }

    // Each push changes one line of the first hundred; the others stay those of the first.
    private static async Task<CommitSha> PushAsync(ServiceProvider services, GitRepositoryBuilder repository, CommitSha before, int number)
    {
        repository.Write("src/a.cs", string.Concat(Enumerable.Range(0, Lines).Select(line => $"// {line} of {(line < number ? line : 0)}\n")));
        var head = await repository.CommitAsync($"Push {number}");
        var request = new ChangeRequest(new ChangeId(Product, head), "refs/heads/main", before, "github:ada", TimeProvider.System.GetUtcNow(), []);
        await ActivatorUtilities.CreateInstance<ReceiveChange>(services).RunAsync(request, default);
        var blob = Subject.Blob(await repository.ObjectAsync("src/a.cs"));
        string[] kinds = ["results.received", "coverage.received", "antivirus.completed", "review.found", "approval.given", "code.accounted", ChangeEvidence.Decided, "deployment.decided"];
        await services.GetRequiredService<ILedger>().AppendAsync(
            Product, [.. kinds.Select(kind => Of(kind, Subject.Commit(head))), Of("antivirus.scanned", blob), Of("secrets.scanned", blob)], default);
        return head;
    }

    private static IEnumerable<Evidence> ReleaseOf(string tag, CommitSha commit, ServiceProvider services)
    {
        var scan = Json.WriteBytes(new JsonObject { ["files"] = new JsonArray(), ["dependencies"] = new JsonArray([.. Enumerable.Range(0, 300).Select(i => Package(i == 0 ? "Left.Pad" : $"Package{i}", tag))]) });
        var payload = services.GetRequiredService<IPayloadStore>().PutAsync(Product, scan, default).GetAwaiter().GetResult();
        yield return Of("licences.scanned", Subject.Commit(commit)) with { Payload = payload };
        yield return Of(ReleaseEvidence.Named, Subject.Product(Product), tag) with { Details = new JsonObject { ["tag"] = tag, ["commit"] = commit.ToString() } };
        yield return Of(ReleaseEvidence.Decided, Subject.Release(tag, commit));
        yield return Of(ReleaseEvidence.PassportIssued, Subject.Release(tag, commit));
        yield return Of("errors.reported", Subject.Release(tag, commit));
        yield return Of("environment.reported", Subject.Product(Product), tag) with { Details = new JsonObject { ["machine"] = "build-1" } };
    }

    private static JsonObject Package(string name, string version) => new() { ["id"] = new JsonObject { ["ecosystem"] = "nuget", ["name"] = name, ["version"] = version } };

    private static async Task FillAsync(ILedger ledger, long until)
    {
        var size = await ledger.ReadAsync(Product, Math.Max(0, until - (Entries / Releases)), Entries, default).LastAsync() is { } last ? last.Index + 1 : 0;
        var blobs = Enumerable.Range((int)size, (int)Math.Max(0, until - size)).Select(i => Of("antivirus.scanned", Subject.Blob(CommitSha.Parse(Digest.Sha256($"blob {i}")[..40]))));
        await ledger.AppendAsync(Product, blobs.ToArray(), default);
    }

    private static Evidence Of(string kind, Subject subject, string occasion = "bench") => new()
    {
        Id = Evidence.IdFor(kind, subject, occasion), Time = TimeProvider.System.GetUtcNow(), Actor = "steward", Kind = kind, Subject = subject,
        Outcome = EvidenceOutcome.Pass, Summary = $"{kind} was done and everything was found to be in order.",
    };
}
