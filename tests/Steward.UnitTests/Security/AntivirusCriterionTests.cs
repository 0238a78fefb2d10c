using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Scanning;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class AntivirusCriterionTests
{
    private static readonly AntivirusEngine _engine = new("ClamAV", "1.4.6", "27123");

    [Fact]
    public void Without_a_scan_it_is_missing() => Assert.Equal(Verdict.Missing, new Facts().Judge(new AntivirusCriterion()).Verdict);

    [Fact]
    public void Clean_files_pass()
    {
        var node = Change("a", "b").With(1, EvidenceOutcome.Pass).With(2, EvidenceOutcome.Pass).Judge();

        Assert.Equal(Verdict.Pass, node.Verdict);
        Assert.Equal("2 files clean (ClamAV 1.4.6, signatures 27123).", Assert.Single(node.Children).Reason);
    }

    [Fact]
    public void An_infected_file_fails_and_is_named_with_the_signature()
    {
        var node = Change("a", "src/b.bin").With(1, EvidenceOutcome.Pass).With(2, EvidenceOutcome.Fail, signature: "Worm.X").Judge();

        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Equal("src/b.bin is infected: Worm.X (ClamAV 1.4.6, signatures 27123).", node.Reason);
    }

    [Fact]
    public void An_infected_file_is_told_first_although_another_is_an_error()
    {
        var node = Change("a", "b").With(1, EvidenceOutcome.Error, problem: "limits").With(2, EvidenceOutcome.Fail, signature: "Worm.X").Judge();

        Assert.Equal("b", node.Children[0].Name);
        Assert.False(node.Verdict.LetsThrough());
    }

    [Fact]
    public void A_file_that_the_scanner_could_not_judge_is_an_error()
    {
        var node = Change("a").With(1, EvidenceOutcome.Error, problem: "it is larger than clamd accepts.").Judge();

        Assert.Equal((Verdict.Error, "a could not be scanned: it is larger than clamd accepts."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_file_of_the_change_without_a_scan_is_missing_by_name()
    {
        var node = Change("a", "b").With(1, EvidenceOutcome.Pass).Judge();

        Assert.Equal((Verdict.Missing, "b has no scan."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void What_was_received_counts_and_not_what_the_scan_says_it_saw()
    {
        var files = new[] { new ChangedFile("a", FileChange.Added, Facts.Blob(1), null, []), new ChangedFile("hidden", FileChange.Added, Facts.Blob(9), null, []) };
        var facts = new Facts().With("change.received", files);

        var node = new Judged(facts.With(AntivirusCapability.Completed, new AntivirusReport { Engine = _engine, Files = [File("a", 1)] })).With(1, EvidenceOutcome.Pass).Judge();

        Assert.Equal((Verdict.Missing, "hidden has no scan."), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_submodule_is_missing_because_its_files_are_elsewhere()
    {
        var facts = new Facts().With(AntivirusCapability.Completed, new AntivirusReport { Engine = _engine, Files = [new ReportedFile("lib", Facts.Blob(1), EntryKind.Submodule)] });

        var node = facts.Judge(new AntivirusCriterion());

        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.Contains("submodule", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_only_deletes_needs_no_scan() =>
        Assert.Equal(Verdict.NotNeeded, Change().Judge().Verdict);

    [Theory]
    [InlineData("", Verdict.Missing, "Start clamd")]
    [InlineData("security:\n  antivirus:\n    required: true\n", Verdict.Missing, "Start clamd")]
    [InlineData("security:\n  antivirus:\n    required: false\n", Verdict.NotNeeded, "does not require")]
    public void A_scanner_that_cannot_be_reached_is_missing_where_the_scan_is_required(string policy, Verdict expected, string reason)
    {
        var report = new AntivirusReport { Files = [File("a", 1)], Problem = "clamd cannot be reached at 127.0.0.1:3310 (ConnectionRefused)." };

        var node = new Facts().With(policy).With(AntivirusCapability.Completed, report, EvidenceOutcome.Error).Judge(new AntivirusCriterion());

        Assert.Equal(expected, node.Verdict);
        Assert.Contains(reason, node.Reason, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:3310", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_found_before_the_scanner_broke_off_stays_found()
    {
        var report = new AntivirusReport { Engine = _engine, Files = [File("a", 1), File("b", 2)], Problem = "clamd broke off." };
        var facts = new Facts().With("security:\n  antivirus:\n    required: false\n").With(AntivirusCapability.Completed, report, EvidenceOutcome.Error);

        var node = new Judged(facts).With(1, EvidenceOutcome.Fail, signature: "Worm.X").Judge();

        Assert.False(node.Verdict.LetsThrough());
        Assert.Contains("a is infected: Worm.X", node.Children[0].Reason, StringComparison.Ordinal);
    }

    private static Judged Change(params string[] paths) =>
        new(new Facts().With(AntivirusCapability.Completed, new AntivirusReport { Engine = _engine, Files = [.. paths.Select((p, i) => File(p, i + 1))] }));

    private static ReportedFile File(string path, int blob) => new(path, Facts.Blob(blob), EntryKind.File);

    private sealed class Judged(Facts facts)
    {
        public Judged With(int blob, EvidenceOutcome outcome, string? signature = null, string? problem = null)
        {
            facts.With(AntivirusCapability.Scanned, Subject.Blob(Facts.Blob(blob)), outcome, new JsonObject
            {
                ["engine"] = "ClamAV", ["engineVersion"] = "1.4.6", ["signatures"] = "27123", ["signature"] = signature, ["problem"] = problem,
            });
            return this;
        }

        public VerdictNode Judge() => facts.Judge(new AntivirusCriterion());
    }
}
