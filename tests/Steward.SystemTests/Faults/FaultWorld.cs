using System.Collections.Concurrent;
using System.Net;
using Steward.Azure.Ledger;
using Steward.Azure.Signing;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.TestKit.Hosts;
using Steward.TestKit;
using Steward.TestKit.Git;

namespace Steward.SystemTests.Faults;

/// <summary>A repository with a row of commits, and what was acknowledged of their pushes.</summary>
internal sealed class FaultWorld(GitRepositoryBuilder repository, IReadOnlyList<CommitSha> commits, string connection, string prefix) : IAsyncDisposable
{
    public static readonly ProductId Product = ProductId.Parse("acme/shop");
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();

    public IReadOnlyList<CommitSha> Commits => commits;

    public IEnumerable<ChangeId> Acknowledged => _acknowledged.Keys.Order().Select(i => new ChangeId(Product, commits[i]));

    public string Prefix => prefix;

    public static async Task<FaultWorld> CreateAsync(int count, string connection)
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        var commits = new List<CommitSha>();
        for (var i = 0; i < count; i++) commits.Add(await repository.Write($"src/file{i % 7}.txt", $"line {i}\n").CommitAsync($"Change {i}"));
        return new FaultWorld(repository, commits, connection, Azurite.NewPrefix());
    }

    public Task<HostProcess> StartHostAsync(string? signingKey = null) => HostProcess.StartAsync(connection, prefix, signingKey);

    public async Task RegisterAsync(HostProcess host)
    {
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(Product, repository.Source);
    }

    /// <summary>Sends a commit's push as often as GitHub would be asked to; true when it was acknowledged.</summary>
    public async Task<HttpStatusCode?> PushAsync(StewardApi api, int commit)
    {
        try
        {
            using var answer = await api.PushAsync(Product, commit == 0 ? CommitSha.None : commits[commit - 1], commits[commit], $"delivery-{commit}");
            if (answer.StatusCode == HttpStatusCode.Accepted) _acknowledged[commit] = true;
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) Assert.NotNull(answer.Headers.RetryAfter);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public bool IsAcknowledged(int commit) => _acknowledged.ContainsKey(commit);

    /// <summary>Every acknowledged push has its verdict, no evidence is there twice, and the ledger's tree is what its entries make.</summary>
    public async Task AssertNothingIsLostAsync(HostProcess host, int seconds)
    {
        using (var api = new StewardApi(host.Url, host.Token))
        {
            foreach (var change in Acknowledged) Assert.NotNull((await api.DecidedAsync(change, seconds)).Tree);
        }

        var account = new StorageAccount(new StorageOptions { ConnectionString = connection, Prefix = prefix });
        using var signer = FileSigner.Open(host.SigningKey, "steward-local");
        await using var ledger = new TableLedger(account, signer);
        var entries = await ledger.ReadAsync(Product, 0, int.MaxValue, CancellationToken.None).ToListAsync();
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => (long)i), entries.Select(e => e.Index));
        Assert.Equal(entries.Count, entries.Select(e => e.Evidence.Id).Distinct().Count());
        var received = entries.Where(e => e.Evidence.Kind == "change.received").Select(e => e.Evidence.Subject).ToList();
        Assert.Equal(received.Count, received.Distinct().Count());
        Assert.All(Acknowledged, change => Assert.Contains(Subject.Commit(change.Commit), received));
        var checkpoint = await ledger.GetCheckpointAsync(Product, CancellationToken.None);
        Assert.Equal(RootOf(entries), checkpoint!.RootHash);
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    private static byte[] RootOf(IEnumerable<LedgerEntry> entries)
    {
        var tree = new CompactRange();
        foreach (var entry in entries) tree.Append(TreeHash.Leaf(LeafData.Of(entry.Evidence)));
        return tree.Root;
    }
}
