using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Tracing;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>Who wrote what is released: told to people, and in no entry of the ledger.</summary>
public sealed class AuthorTests
{
    [Fact]
    public async Task Each_run_of_lines_tells_its_author_and_the_account_that_GitHub_knows()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        world.OnGitHub.Logins["ada@example.com"] = "ada-codes";
        var first = await world.CommitAsync();
        await world.DecideAsync(first);
        await world.Repository.TagAsync("v1");
        var subject = Subject.Release("v1", first);
        await world.World.AppendAsync(GitHubReleaseWorld.Product, new Evidence
        {
            Id = Evidence.IdFor(ReleaseEvidence.PassportIssued, subject, "1"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward",
            Kind = ReleaseEvidence.PassportIssued, Subject = subject, Outcome = EvidenceOutcome.Pass,
        });
        var head = await world.Repository.Write("a.txt", "changed\n").CommitAsync("Change");
        var report = await world.World.Get<CodeReports>().ReadAsync(GitHubReleaseWorld.Product, "main", CancellationToken.None);
        var lines = report.Lines.Single(h => h.Path == "a.txt").Lines.Single();
        Assert.Equal((head, "Ada Author", "github:ada-codes"), (lines.Commit, lines.Author, lines.Login));
        Assert.Equal("Ada Author (github:ada-codes)", WrittenLines.Of(report).Single().Author);

        var trace = await world.World.Get<LineTracer>().TraceAsync(GitHubReleaseWorld.Product, TracePlace.Parse("a.txt", "1", null), CancellationToken.None);
        Assert.Equal(("Ada Author", "github:ada-codes"), (trace.Commit.Author, trace.Commit.Login));
        Assert.Contains(" by Ada Author (github:ada-codes), ", trace.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_an_author_wrote_stands_in_the_report_and_in_no_entry_of_the_ledger()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", "version: 1\nrelease: {code: {processors: {secrets: {}}}}\n");
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await code.ReleaseAsync("v1", first);
        code.Repository.Write("a.txt", "a\n");
        var head = await code.PushAsync(first, "Write a");
        await code.Repository.TagAsync("v2");
        await code.World.EndAsync(await code.World.Get<ReleaseIntake>().AskAsync(code.Product, "v2", "github:ada", CancellationToken.None));

        var entries = await code.World.Ledger.ReadAsync(code.Product, 0, 1_000, CancellationToken.None).ToListAsync();
        var accounted = entries.Last(e => e.Evidence.Kind == CodeReport.Kind).Evidence;
        var report = Json.Read<CodeReport>((await code.World.Get<IPayloadStore>().GetAsync(code.Product, accounted.Payload!, CancellationToken.None))!);
        var lines = report.Lines.Single(h => h.Path == "a.txt").Lines.Single();
        Assert.Equal((head, "Ada Author", null, "github:ada"), (lines.Commit, lines.Author, lines.Login, lines.By));
        Assert.Contains(entries, e => e.Evidence.Kind == ReleaseEvidence.Decided);
        Assert.All(entries, e => Assert.DoesNotContain("Ada Author", Json.Write(e), StringComparison.Ordinal));
    }
}
