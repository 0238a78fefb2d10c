using Steward.Azure.Ledger;
using Steward.Azure.Signing;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Verification;
using Steward.TestKit;

namespace Steward.StorageTests.Ledger;

/// <summary>One storage account, one signing key, and as many ledgers on them as a test has processes.</summary>
internal sealed class LedgerWorld : IAsyncDisposable
{
    private readonly List<TableLedger> _ledgers = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-ledger-");

    private LedgerWorld(StorageOptions options)
    {
        Options = options;
        Storage = new StorageAccount(options);
        Signer = FileSigner.Open(Path.Combine(_folder.FullName, "key.pem"), "steward-test");
        Ledger = NewLedger();
    }

    public ProductId Product { get; } = ProductId.Parse("acme/shop");

    public StorageOptions Options { get; }

    public StorageAccount Storage { get; }

    public FileSigner Signer { get; }

    public TableLedger Ledger { get; }

    public BlobTiles Tiles => new(Storage, Product);

    public static async Task<LedgerWorld> CreateAsync() => new(await Azurite.OptionsAsync());

    public static LedgerWorld On(StorageOptions options) => new(options);

    /// <summary>What another process would have.</summary>
    public TableLedger NewLedger(StorageAccount? storage = null)
    {
        _ledgers.Add(new TableLedger(storage ?? new StorageAccount(Options), Signer));
        return _ledgers[^1];
    }

    public string NewFolder(string name) => Path.Combine(_folder.FullName, name);

    public static Evidence Evidence(string occasion, Subject? subject = null)
    {
        var about = subject ?? Subject.Commit(CommitSha.Parse(Digest.Sha256(occasion)));
        return new Evidence
        {
            Id = Steward.Ledger.Evidence.IdFor("tests.run", about, occasion),
            Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Actor = "steward",
            Kind = "tests.run",
            Subject = about,
            Outcome = EvidenceOutcome.Pass,
            Summary = $"Run {occasion}.",
            Details = new() { ["tests"] = 7 },
        };
    }

    public static Evidence[] Many(int count, string occasion = "many") => [.. Enumerable.Range(0, count).Select(i => Evidence($"{occasion} {i}"))];

    public Task<IReadOnlyList<LedgerEntry>> AppendAsync(params Evidence[] evidence) => Ledger.AppendAsync(Product, evidence, default);

    public Task<List<LedgerEntry>> FindAsync(Subject subject) => Ledger.FindAsync(Product, subject, default).ToListAsync().AsTask();

    public Task<List<LedgerEntry>> ReadAsync(long first, int count) => Ledger.ReadAsync(Product, first, count, default).ToListAsync().AsTask();

    /// <summary>Everything that is wrong with what was published and with the rows.</summary>
    public async Task<IReadOnlyList<LedgerProblem>> ProblemsAsync()
    {
        var report = await new LedgerVerifier(Tiles).VerifyAsync(NoteKey.Of(Signer), Product, default);
        return [.. report.Problems, .. await new LedgerAudit(Storage, Product).RunAsync(report.Checkpoint, default)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers) await ledger.DisposeAsync();
        Signer.Dispose();
        _folder.Delete(recursive: true);
    }
}
