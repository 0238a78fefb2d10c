using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;
using Steward.TestKit.Seats;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Seats;

/// <summary>A file is imported whole, or not at all, or to its end later.</summary>
public sealed class SeatImportsTests
{
    private const string Three = "product;seats;user\nA;5;ada\nB;5;ada\nC;5;ada\nC;;bob";

    [Fact]
    public async Task An_import_that_storage_broke_off_is_told_and_brought_to_its_end_with_nothing_twice()
    {
        await using var world = await WebWorld.StartAsync();
        using var breaking = Imports(world, new BreakingSeatStore(world.Get<ISeatStore>(), writes: 1));
        var broken = await Assert.ThrowsAsync<StewardException>(() => breaking.ImportAsync(Read(Three), new ImportMode(), "token:buyer", default));
        Assert.Equal((FailureKind.Unavailable, true), (broken.Kind, broken.Message.Contains("was broken off", StringComparison.Ordinal)));
        Assert.Single(await world.Get<SeatInventory>().ListAsync(default));
        Assert.Contains("by token:buyer", (await world.Get<SeatOverview>().ReportAsync(default)).Unfinished, StringComparison.Ordinal);

        // What was done by hand meanwhile, to the part that is done, stays.
        await world.Get<SeatInventory>().ReturnAsync("ada", "a", "by hand", "token:buyer", default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, await world.Get<SeatImports>().CompleteAsync(default));
        Assert.Null(await world.Get<SeatImports>().CompleteAsync(default));
        var after = await world.Get<SeatInventory>().ListAsync(default);
        Assert.Equal(["a: ", "b: ada", "c: ada bob"], after.Select(l => $"{l.Licence.Id}: {string.Join(' ', l.Active.Select(x => x.Person))}"));
        Assert.All(after.SelectMany(l => l.Active), x => Assert.Equal(new DateOnly(2026, 11, 23), x.From));
        Assert.Null((await world.Get<SeatOverview>().ReportAsync(default)).Unfinished);
        var evidence = await world.Get<ILedger>().ReadAsync(ProductId.Parse("contoso/administration"), 0, 100, default).Select(e => e.Evidence).ToListAsync();
        Assert.Equal(7, evidence.Count);
    }

    [Fact]
    public async Task Who_sends_the_same_file_again_goes_on_with_it_at_once()
    {
        await using var world = await WebWorld.StartAsync();
        using var breaking = Imports(world, new BreakingSeatStore(world.Get<ISeatStore>(), writes: 2) { IsMute = true });
        await Assert.ThrowsAsync<StewardException>(() => breaking.ImportAsync(Read(Three), new ImportMode(), "token:buyer", default));
        Assert.True((await world.Get<SeatImports>().ImportAsync(Read(Three), new ImportMode(), "token:other", default)).Applied);
        Assert.Equal(3, (await world.Get<SeatInventory>().ListAsync(default)).Count);
        Assert.Null(await world.Get<ISeatStore>().FindImportAsync(default));
    }

    [Fact]
    public async Task Another_import_waits_for_one_that_may_be_under_way_and_goes_first_behind_one_that_died()
    {
        await using var world = await WebWorld.StartAsync();
        using var killed = Imports(world, new BreakingSeatStore(world.Get<ISeatStore>(), writes: 1) { IsMute = true });
        await Assert.ThrowsAsync<StewardException>(() => killed.ImportAsync(Read(Three), new ImportMode(), "token:buyer", default));
        var other = Read("product;seats;user\nC;9;eve");
        var busy = await Assert.ThrowsAsync<StewardException>(() => world.Get<SeatImports>().ImportAsync(other, new ImportMode(), "token:other", default));
        Assert.Equal((FailureKind.Unavailable, true), (busy.Kind, busy.Message.Contains("by token:buyer, is under way", StringComparison.Ordinal)));
        Assert.Null(await world.Get<SeatImports>().CompleteAsync(default));
        world.Clock.Advance(2 * SeatImports.Longest + TimeSpan.FromSeconds(1));
        Assert.True((await world.Get<SeatImports>().ImportAsync(other, new ImportMode(), "token:other", default)).Applied);
        var c = await world.Get<SeatInventory>().RequireAsync("c", default);
        Assert.Equal((9, "ada bob eve"), (c.Licence.Seats, string.Join(' ', c.Active.Select(a => a.Person))));
        Assert.Equal(3, (await world.Get<SeatInventory>().ListAsync(default)).Count);
    }

    [Fact]
    public async Task What_is_known_to_fail_is_told_by_row_before_anything_is_written()
    {
        await using var world = await WebWorld.StartAsync();
        var rows = string.Join('\n', Enumerable.Range(0, LicenceSeats.MaxAssignments + 1).Select(i => $"B;;u{i}"));
        var answer = await world.Get<SeatImports>().ImportAsync(Read($"product;seats;user\nA;5;ada\nB;5;\n{rows}\nC;many;\nD;x;"), new ImportMode(), "token:buyer", default);
        Assert.False(answer.Applied);
        Assert.Equal(3, answer.ProblemCount);
        Assert.Equal([3, 20005, 20006], answer.Problems.Select(p => p.Row));
        Assert.Contains("20000 assignments", answer.Problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(await world.Get<SeatInventory>().ListAsync(default));
        Assert.Null(await world.Get<ISeatStore>().FindImportAsync(default));
    }

    [Fact]
    public async Task A_complete_list_that_drops_many_is_held_until_somebody_overrides_it_and_one_with_bad_rows_is_not_complete()
    {
        await using var world = await WebWorld.StartAsync();
        var imports = world.Get<SeatImports>();
        await imports.ImportAsync(Read("product;seats;user\n" + string.Join('\n', Enumerable.Range(0, 8).Select(i => $"A;10;u{i}"))), new ImportMode(), "token:buyer", default);
        var few = Read("product;seats;user\nA;10;u0\nA;;u1\nA;;u2\nA;;u3\nA;;u4");
        var held = await imports.ImportAsync(few, new ImportMode(Complete: true), "token:buyer", default);
        Assert.Equal((false, "3 of 8 seats would be returned at once (37 %); Seats.Removals.Share allows 25 %."), (held.Applied, held.Held));
        Assert.Equal(8, (await world.Get<SeatInventory>().RequireAsync("a", default)).Active.Count());
        var bad = await imports.ImportAsync(Read("product;seats;user\nA;10;u0\nA;;no mail@here"), new ImportMode(Partial: true, Complete: true, Override: true), "token:buyer", default);
        Assert.False(bad.Applied);
        Assert.Contains("is not complete", bad.Problems[0].Message, StringComparison.Ordinal);
        Assert.True((await imports.ImportAsync(few, new ImportMode(Complete: true, Override: true), "token:buyer", default)).Applied);
        Assert.Equal(5, (await world.Get<SeatInventory>().RequireAsync("a", default)).Active.Count());

        // One of five is no more than many per cent of a small team.
        Assert.True((await imports.ImportAsync(Read("product;seats;user\nA;10;u0\nA;;u1\nA;;u2\nA;;u3"), new ImportMode(Complete: true), "token:buyer", default)).Applied);
    }

    [Fact]
    public async Task A_person_is_one_by_whatever_key()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Get<SeatImports>().ImportAsync(Read("product;seats;user\nA;5;ada"), new ImportMode(), "token:buyer", default);
        await world.Get<SeatImports>().ImportAsync(Read("product;seats;user\nA;5;github:Ada"), new ImportMode(), "token:buyer", default);
        Assert.Equal("ada", Assert.Single((await world.Get<SeatInventory>().RequireAsync("a", default)).Assignments).Person);
    }

    private static SeatImports Imports(WebWorld world, ISeatStore store) =>
        new(new SeatInventory(store, world.Get<ILedger>(), world.Get<SeatOptions>(), world.Clock), store, world.Get<IPayloadStore>(), world.Get<SeatOptions>(), world.Clock);

    private static SeatImport Read(string csv) => SeatCsv.Read(Encoding.UTF8.GetBytes(csv));
}
