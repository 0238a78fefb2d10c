using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>Makes the bills of materials of a release from the newest scan of its head: evidence <see cref="Kind"/> about the release, one for each format.</summary>
internal sealed class SbomMaterial : IReleaseMaterial
{
    /// <summary>The kind of the evidence; its detail <c>format</c> says which one, its payload is the document.</summary>
    public const string Kind = "sbom.made";

    /// <inheritdoc/>
    public IEnumerable<UnrecordedEvidence> Make(GateFacts head, ReleaseMark release)
    {
        if (head.Latest(LicencesCapability.Scanned) is not { } scanned || head.Payload<LicenceScan>(scanned) is not { } scan) yield break;
        var subject = new BomSubject(head.Product.ToString(), release.Tag, release.Commit.ToString(), release.Time);
        foreach (var format in Enum.GetValues<BomFormat>())
        {
            var document = Bom.Make(format, scan, subject);
            yield return new UnrecordedEvidence(EvidenceOf(release, format, scan, scanned.Payload!, Digest.Sha256(document), head.Now), document);
        }
    }

    private static Evidence EvidenceOf(ReleaseMark release, BomFormat format, LicenceScan scan, string scanned, string digest, DateTimeOffset now)
    {
        var subject = Subject.Release(release.Tag, release.Commit);
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{format} {digest}"),
            Time = now,
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = $"A bill of materials of {Texts.Count(scan.Dependencies.Count, "dependency", "dependencies")} as {BomFormats.TitleOf(format)}.",
            Details = new JsonObject { ["format"] = BomFormats.WordOf(format), ["dependencies"] = scan.Dependencies.Count, ["scan"] = scanned },
            Payload = digest,
        };
    }
}
