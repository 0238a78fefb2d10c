using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Scanning;
using Xunit;

namespace Steward.UnitTests.Security;

/// <summary>Artefacts, old signatures and condemned releases, as the gate sees them.</summary>
public sealed class ArtefactCriterionTests
{
    private const string Condemned = "lib/worm.bin of release v1 is infected: Worm.X (ClamAV 1.4.6, signatures 27102).";
    private static readonly string _digest = new('d', 64);
    private static readonly Subject _product = new("product", "acme/shop");

    [Fact]
    public void A_clean_artefact_passes_beside_the_files() => Assert.Equal(Verdict.Pass, Judge(Scan(Artefact(Files()), EvidenceOutcome.Pass)).Verdict);

    [Fact]
    public void An_artefact_in_quarantine_is_missing() => Is(Verdict.Missing, "app.zip is in quarantine and was not scanned yet. If it stays so, upload it again.", Artefact(Files()));

    [Fact]
    public void An_infected_artefact_fails() => Is(Verdict.Fail, "app.zip is infected: Worm.X (ClamAV 1.4.6, signatures 27101). It stays in quarantine.", Scan(Artefact(Files()), EvidenceOutcome.Fail));

    [Fact]
    public void An_artefact_that_nobody_can_look_into_is_an_error() => Is(Verdict.Error, "Nobody can say that app.zip is clean: it is encrypted. It stays in quarantine.", Scan(Artefact(Files()), EvidenceOutcome.Error));

    [Fact]
    public void What_was_removed_from_quarantine_is_not_said_to_stay_there()
    {
        Is(Verdict.Fail, "app.zip is infected: Worm.X (ClamAV 1.4.6, signatures 27101). It was removed from quarantine on 2026-11-23.", Removed(Scan(Artefact(Files()), EvidenceOutcome.Fail)));
        Is(Verdict.Error, "Nobody can say that app.zip is clean: it is encrypted. It was removed from quarantine on 2026-11-23.", Removed(Scan(Artefact(Files()), EvidenceOutcome.Error)));
        Is(Verdict.Missing, "app.zip was never scanned. It was removed from quarantine on 2026-11-23. Upload it again.", Removed(Artefact(Files())));
    }

    [Fact]
    public void A_scan_that_could_not_be_made_says_nothing_against_one_that_was() =>
        Assert.Equal(Verdict.Pass, Judge(Scan(Scan(Artefact(Files()), EvidenceOutcome.Pass), EvidenceOutcome.Error)).Verdict);

    [Fact]
    public void Artefacts_are_judged_also_where_the_files_need_no_scan()
    {
        var facts = new Facts().With("security:\n  antivirus:\n    required: false\n")
            .With(AntivirusCapability.Completed, new AntivirusReport { Files = [new ReportedFile("a", Facts.Blob(1), EntryKind.File)], Problem = "away." }, EvidenceOutcome.Error);

        Assert.Equal(Verdict.Missing, Judge(Artefact(facts)).Verdict);
        Assert.Equal(Verdict.Pass, Judge(Scan(facts, EvidenceOutcome.Pass)).Verdict);
    }

    [Theory]
    [InlineData("2026-11-20T00:00:00Z", Verdict.Pass)]
    [InlineData("2026-11-01T00:00:00Z", Verdict.Missing)]
    public void Signatures_that_are_too_old_are_not_clean_any_more(string made, Verdict expected)
    {
        var node = Judge(Files("security:\n  antivirus:\n    maxSignatureAge: 7d\n", made));

        Assert.Equal(expected, node.Verdict);
        if (expected != Verdict.Pass) Assert.Equal("a is clean by signatures 27100 of 2026-11-01; the policy accepts 7 days: scan it again.", node.Reason);
    }

    [Fact]
    public void A_stale_verdict_is_told_as_such()
    {
        var facts = Files().With("antivirus.rescanned", _product, EvidenceOutcome.Info, new JsonObject { ["signatures"] = "27102" });

        Assert.Contains("clean by signatures 27100, newest are 27102", Judge(facts).Children[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_commit_of_a_condemned_release_fails() =>
        Is(Verdict.Fail, Condemned, Condemn(Files(), Subject.Commit(Facts.Commit), Facts.Commit.ToString()));

    [Fact]
    public void Another_commit_is_told_until_a_newer_release_takes_its_place()
    {
        var facts = Condemn(Named(Files(), "v1"), _product, new string('e', 40));

        var told = Judge(facts);
        var after = Judge(Named(facts, "v2"));

        Assert.Equal(Verdict.Pass, told.Verdict);
        Assert.Contains(told.Children, n => n.Verdict == Verdict.NotNeeded && n.Reason.StartsWith(Condemned, StringComparison.Ordinal));
        Assert.DoesNotContain(after.Children, n => n.Verdict == Verdict.NotNeeded);
    }

    private static void Is(Verdict verdict, string reason, Facts facts)
    {
        var node = Judge(facts);
        Assert.Equal((verdict, reason), (node.Verdict, node.Reason));
    }

    private static VerdictNode Judge(Facts facts) => facts.Judge(new AntivirusCriterion());

    private static Facts Files(string policy = "", string? made = null) => new Facts().With(policy)
        .With(AntivirusCapability.Completed, new AntivirusReport { Files = [new ReportedFile("a", Facts.Blob(1), EntryKind.File)] })
        .With(AntivirusCapability.Scanned, Subject.Blob(Facts.Blob(1)), EvidenceOutcome.Pass, Engine("27100", made));

    private static Facts Artefact(Facts facts) => facts.With("artefact.received", Subject.Commit(Facts.Commit), EvidenceOutcome.Info, Named(new JsonObject { ["bytes"] = 10 }));

    private static Facts Removed(Facts facts) => facts.With("artefact.removed", Subject.Commit(Facts.Commit), EvidenceOutcome.Info, Named(new JsonObject()));

    private static Facts Scan(Facts facts, EvidenceOutcome outcome) => facts.With("artefact.scanned", Subject.Commit(Facts.Commit), outcome, Named(Engine("27101", null)));

    private static Facts Condemn(Facts facts, Subject subject, string commit) => facts.With(
        "antivirus.condemned", subject, EvidenceOutcome.Fail, new JsonObject { ["tag"] = "v1", ["commit"] = commit, ["what"] = "lib/worm.bin" }, summary: Condemned);

    private static Facts Named(Facts facts, string tag) => facts.With("release.named", _product, EvidenceOutcome.Info, new JsonObject { ["tag"] = tag });

    private static JsonObject Named(JsonObject details)
    {
        (details["sha256"], details["name"], details["signature"], details["problem"]) = (_digest, "app.zip", "Worm.X", "it is encrypted.");
        return details;
    }

    private static JsonObject Engine(string signatures, string? made) =>
        new() { ["engine"] = "ClamAV", ["engineVersion"] = "1.4.6", ["signatures"] = signatures, ["signaturesAt"] = made };
}
