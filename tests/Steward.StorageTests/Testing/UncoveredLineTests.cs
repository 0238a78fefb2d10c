using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Coverage;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>Changed lines that no test executed, as notes on them.</summary>
public sealed class UncoveredLineTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_lines_that_no_test_executed_are_noted_where_the_policy_asks_for_coverage()
    {
        await using var world = await WebWorld.StartAsync();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        var commit = await repository.Write("steward.yaml", "version: 1\ntesting:\n  sets:\n    unit: {}\n  coverage:\n    changedLines: 80\n")
            .Write("src/cart.js", "1\n2\n3\n4\n5\n6\n").CommitAsync("one");
        var change = new ChangeId(await world.Seed.ProductAsync("contoso/cart", repository.Source), commit);
        await ChangedAsync(world, change, "src/cart.js", [2, 6]);
        using var client = await world.ClientAsync(AccessLevel.Upload);
        using var report = new ByteArrayContent(Encoding.UTF8.GetBytes("TN:\nSF:src/cart.js\nDA:1,0\nDA:2,1\nDA:3,0\nDA:4,0\nDA:6,0\nend_of_record\n"));
        (await client.PostAsync(new Uri($"api/coverage/contoso/cart/{commit}?set=unit", UriKind.Relative), report, Stop)).EnsureSuccessStatusCode();

        var notes = await NotesAsync(world, change);
        Assert.Equal([("src/cart.js", 3, 4), ("src/cart.js", 6, 6)], notes.Lines.Select(l => (l.Path, l.First, l.Last)));
        Assert.All(notes.Lines, l => Assert.Equal((NoteLevel.Warning, "Not executed by any test"), (l.Level, l.Title)));
        Assert.StartsWith("These 2 changed lines were not executed", notes.Lines[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("This changed line was not executed", notes.Lines[1].Message, StringComparison.Ordinal);
    }

    private static async Task ChangedAsync(WebWorld world, ChangeId change, string path, int[] lines)
    {
        var changed = new ChangedLines(CommitSha.None, change.Commit, [new ChangedPath(path, lines, null)]);
        var subject = Subject.Commit(change.Commit);
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(ChangedLines.Kind, subject, "one"), Time = world.Clock.GetUtcNow(), Actor = "steward", Kind = ChangedLines.Kind, Subject = subject,
            Outcome = EvidenceOutcome.Info, Payload = await world.Get<IPayloadStore>().PutAsync(change.Product, Json.WriteBytes(changed), Stop),
        };
        await world.Get<ILedger>().AppendAsync(change.Product, [evidence], Stop);
    }

    private static async Task<VerdictNotes> NotesAsync(WebWorld world, ChangeId change)
    {
        var found = new List<VerdictNotes>();
        foreach (var notes in world.Services.GetServices<IVerdictNotes>()) found.Add(await notes.AboutAsync(change, Stop));
        return VerdictNotes.All(found);
    }
}
