using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Artefacts as evidence, and back. Each is left twice, together: about the artefact, and about the commit that it belongs to, for its gate.</summary>
internal static class ArtefactEvidence
{
    /// <summary>An artefact was uploaded.</summary>
    public const string Received = "artefact.received";

    /// <summary>An artefact was scanned: Pass clean, Fail infected, Error unknown.</summary>
    public const string Scanned = "artefact.scanned";

    /// <summary>An upload was taken out of quarantine, without having been released from there.</summary>
    public const string Removed = "artefact.removed";

    private const string Sha256Key = "sha256";

    public static Subject About(string sha256) => new("artefact", sha256);

    public static IReadOnlyList<Evidence> OfReceived(ArtefactRequest request, long bytes, string actor, DateTimeOffset time) =>
        Both(request, new Evidence
        {
            Id = request.Place,
            Time = time,
            Actor = actor,
            Kind = Received,
            Subject = About(request.Sha256),
            Outcome = EvidenceOutcome.Info,
            Summary = $"{request.Name} was uploaded and lies in quarantine.",
            Details = new JsonObject { ["bytes"] = bytes, ["place"] = request.Place },
        }, "");

    /// <summary>The same for the same answer of the same scanner with the same signatures, however often it is found.</summary>
    public static IReadOnlyList<Evidence> OfScanned(ArtefactRequest request, AntivirusEngine? engine, ScanResult result, DateTimeOffset time) =>
        Both(request, new Evidence
        {
            Id = "",
            Time = time,
            Actor = "steward",
            Kind = Scanned,
            Subject = About(request.Sha256),
            Outcome = AntivirusEvidence.OutcomeOf(result.Verdict),
            Details = AntivirusEvidence.Details(engine, result),
        }, $"{engine}\n{result.Problem}");

    public static IReadOnlyList<Evidence> OfRemoved(ArtefactRequest request, string reason, string actor, DateTimeOffset time) =>
        Both(request, new Evidence
        {
            Id = request.Place,
            Time = time,
            Actor = actor,
            Kind = Removed,
            Subject = About(request.Sha256),
            Outcome = EvidenceOutcome.Info,
            Summary = $"{request.Name} was removed from quarantine: {reason}",
            Details = new JsonObject { ["place"] = request.Place },
        }, "");

    /// <summary>The request of an upload by its place; null: the evidence tells of no such upload.</summary>
    public static ArtefactRequest? RequestOf(ProductId product, string place, IEnumerable<Evidence> evidence) =>
        evidence.LastOrDefault(e => e.Kind == Received && AntivirusEvidence.Text(e, "place") == place) is { } received
        && CommitSha.TryParse(AntivirusEvidence.Text(received, "commit"), out var commit) && Sha256(received) is { } sha256
            ? new ArtefactRequest(new ChangeId(product, commit), sha256, NameOf(received), place)
            : null;

    /// <summary>Whether evidence about an artefact has a scan of it as one of a commit.</summary>
    public static bool IsScanned(IEnumerable<Evidence> evidence, CommitSha commit) =>
        evidence.Any(e => e.Kind == Scanned && AntivirusEvidence.Text(e, "commit") == commit.ToString());

    public static string? Sha256(Evidence evidence) => AntivirusEvidence.Text(evidence, Sha256Key);

    public static string NameOf(Evidence evidence) => AntivirusEvidence.Text(evidence, "name") ?? "artefact";

    /// <summary>The artefacts that evidence speaks of, the first uploaded first, each as its newest clear scan says: one that could not be made says nothing against one that was.</summary>
    public static IReadOnlyList<ArtefactView> Views(IEnumerable<Evidence> evidence)
    {
        var all = evidence.Where(e => e.Kind is Received or Scanned or Removed).ToList();
        var removed = all.Where(e => e.Kind == Removed).GroupBy(e => AntivirusEvidence.Text(e, "place") ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Time, StringComparer.Ordinal);
        var scans = all.Where(e => e.Kind == Scanned && Sha256(e) is not null).ToLookup(e => Sha256(e)!, StringComparer.Ordinal);
        return
        [
            .. all.Where(e => e.Kind == Received && Sha256(e) is not null).GroupBy(e => Sha256(e)!, StringComparer.Ordinal)
                .Select(g => View(g.Key, g.Last(), Newest(scans[g.Key])) with { RemovedAt = RemovedAt(g, removed) }),
        ];
    }

    // Each upload lies in a place of its own: gone is what lies in none any more.
    private static DateTimeOffset? RemovedAt(IEnumerable<Evidence> received, Dictionary<string, DateTimeOffset> removed)
    {
        var places = received.Select(r => removed.TryGetValue(AntivirusEvidence.Text(r, "place") ?? "", out var at) ? at : (DateTimeOffset?)null).ToList();
        return places.TrueForAll(p => p is not null) ? places.Max() : null;
    }

    private static Evidence? Newest(IEnumerable<Evidence> scans)
    {
        var all = scans.ToList();
        return all.LastOrDefault(e => e.Outcome != EvidenceOutcome.Error) ?? all.LastOrDefault();
    }

    private static ArtefactView View(string sha256, Evidence received, Evidence? scan) =>
        new(sha256, NameOf(received), received.Details?["bytes"] is JsonValue size && size.TryGetValue(out long bytes) ? bytes : 0, received.Time, received.Actor, scan?.Outcome switch
        {
            null => ArtefactState.Waiting,
            EvidenceOutcome.Pass => ArtefactState.Clean,
            EvidenceOutcome.Fail => ArtefactState.Infected,
            _ => ArtefactState.Unknown,
        })
        {
            Signature = scan is null ? null : AntivirusEvidence.Text(scan, "signature"),
            Problem = scan is null ? null : AntivirusEvidence.Text(scan, "problem"),
            Scanner = scan is null || AntivirusEvidence.Text(scan, "engine") is null ? null : AntivirusText.Scanner(scan),
            ScannedAt = scan?.Time,
        };

    private static IReadOnlyList<Evidence> Both(ArtefactRequest request, Evidence evidence, string occasion)
    {
        evidence.Details!["commit"] = request.Change.Commit.ToString();
        evidence.Details["name"] = request.Name;
        evidence.Details[Sha256Key] = request.Sha256;
        return
        [
            .. new[] { evidence.Subject, Subject.Commit(request.Change.Commit) }.Select(subject => evidence with
            {
                Subject = subject,
                Id = Evidence.IdFor(evidence.Kind, subject, $"{request.Sha256}\n{request.Change.Commit}\n{request.Name}\n{evidence.Id}\n{occasion}"),
                Details = evidence.Details.DeepClone().AsObject(),
            }),
        ];
    }
}
