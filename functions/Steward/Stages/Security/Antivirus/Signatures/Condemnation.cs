using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>Something in a release that newer signatures know.</summary>
/// <param name="Product">The product.</param>
/// <param name="Tag">The release's tag.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="What">The file's path, or the artefact's name.</param>
/// <param name="Content">The blob's sha or the artefact's digest.</param>
/// <param name="Scan">The evidence of the scan that found it.</param>
internal sealed record Condemnation(ProductId Product, string Tag, CommitSha Commit, string What, string Content, Evidence Scan)
{
    /// <summary>The kind of the evidence. Left about the release, its commit and the product: wherever somebody looks, it is told.</summary>
    public const string Kind = "antivirus.condemned";

    public string Sentence => $"{What} of release {Tag} is infected: {AntivirusEvidence.Text(Scan, "signature")} ({AntivirusText.Scanner(Scan)}).";

    public IReadOnlyList<Evidence> ToEvidence(DateTimeOffset time) =>
    [
        .. new[] { Subject.Release(Tag, Commit), Subject.Commit(Commit), Subject.Product(Product) }.Select(subject => new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{Tag}@{Commit}\n{Content}\n{What}\n{AntivirusEvidence.Text(Scan, "signature")}"),
            Time = time,
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Fail,
            Summary = Texts.Clip(Sentence, 500),
            Details = new JsonObject
            {
                ["tag"] = Tag, ["commit"] = Commit.ToString(), ["what"] = Texts.Clip(What, 300), ["content"] = Content,
                ["signature"] = AntivirusEvidence.Text(Scan, "signature"), ["signatures"] = AntivirusEvidence.Text(Scan, "signatures"),
            },
        }),
    ];
}
