using System.Diagnostics;
using Steward.Azure.Ledger;
using Steward.Azure.Signing;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Steward.TestKit;

namespace Steward.Bench;

/// <summary>Acknowledged entries a second with 64 writers that append one evidence at a time, and the time to check a proof.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const int Writers = 64;
    private const int PerWriter = 80;
    private const int WarmUps = 4;
    private const int Rounds = 5;
    private const int Proofs = 2_000;
    private static readonly ProductId Product = ProductId.Parse("bench/ledger");

    public string Name => "ledger";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-");
        try
        {
            using var signer = FileSigner.Open(Path.Combine(folder.FullName, "key.pem"), "steward-bench");
            return await MeasureAsync(storage, signer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Measurement>> MeasureAsync(string storage, FileSigner signer)
    {
        var account = new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() });
        await using var ledger = new TableLedger(account, signer);
        for (var round = 0; round < WarmUps; round++) await AppendRoundAsync(ledger, $"warm-up {round}");
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++) rates.Add(await AppendRoundAsync(ledger, $"round {round}"));
        var watch = Stopwatch.StartNew();
        var checkpoint = (await ledger.GetCheckpointAsync(Product, default))!;
        return
        [
            new Measurement("ledger: acknowledged entries, 64 writers", Median(rates), "entries/s", true, 5_000),
            new Measurement($"ledger: publish {checkpoint.Size} entries", watch.Elapsed.TotalSeconds, "s", false),
            new Measurement("ledger: verify an inclusion proof", await VerifyAsync(ledger, checkpoint), "ms", false, 0.2),
            new Measurement("ledger: verify a checkpoint's signature", Signature(signer, checkpoint), "ms", false),
        ];
    }

    private static async Task<double> AppendRoundAsync(TableLedger ledger, string round)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < PerWriter; i++) await ledger.AppendAsync(Product, [Sample($"{round} {writer} {i}")], default);
        })));
        return Writers * PerWriter / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> VerifyAsync(TableLedger ledger, Checkpoint checkpoint)
    {
        var index = checkpoint.Size / 3;
        var proof = await ledger.ProveInclusionAsync(Product, index, checkpoint.Size, default);
        var entry = await ledger.ReadAsync(Product, index, 1, default).SingleAsync();
        var times = new List<double>();
        for (var i = 0; i < Proofs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (!ProofCheck.Inclusion(proof, TreeHash.Leaf(LeafData.Of(entry.Evidence)), checkpoint.RootHash))
                throw new InvalidOperationException("The proof does not hold.");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Signature(FileSigner signer, Checkpoint checkpoint)
    {
        var (key, times) = (NoteKey.Of(signer), new List<double>());
        for (var i = 0; i < Proofs / 4; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (!key.Verifies(SignedNote.Parse(checkpoint.SignedNote))) throw new InvalidOperationException("The signature does not hold.");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times);
    }

    private static Evidence Sample(string occasion)
    {
        var subject = Subject.Commit(CommitSha.Parse(Digest.Sha256(occasion)));
        return new Evidence
        {
            Id = Evidence.IdFor("licences.scanned", subject, occasion),
            Time = TimeProvider.System.GetUtcNow(),
            Actor = "steward",
            Kind = "licences.scanned",
            Subject = subject,
            Outcome = EvidenceOutcome.Pass,
            Summary = "214 dependencies, all with an allowed licence.",
            Details = new() { ["dependencies"] = 214, ["unknown"] = 0 },
        };
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
