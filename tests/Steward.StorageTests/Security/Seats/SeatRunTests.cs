using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Seats;

/// <summary>The daily run: what services say of their seats, and who has left.</summary>
public sealed class SeatRunTests
{
    [Fact]
    public async Task What_organisations_say_is_taken_and_one_that_fails_hides_no_other()
    {
        await using var world = await WebWorld.StartAsync();
        var source = new Said(new() { ["contoso"] = 4, ["fabrikam"] = null, ["acme"] = 2 });
        var refused = await Assert.ThrowsAsync<StewardException>(() => Refresh(world, source, "contoso", "fabrikam", "acme").RunAsync(Run(world), default));
        Assert.Contains("fabrikam", refused.Message, StringComparison.Ordinal);
        Assert.Equal([("github-acme", 2), ("github-contoso", 4)], (await world.Get<SeatInventory>().ListAsync(default)).Select(l => (l.Licence.Id, l.Active.Count())));
        source.Members["contoso"] = 3;
        Assert.Equal(1, await Refresh(world, source, "contoso").RunAsync(Run(world), default));
        Assert.Equal(0, await Refresh(world, source, "contoso").RunAsync(Run(world), default));
    }

    [Fact]
    public async Task A_service_that_names_few_of_its_people_takes_nobodys_seat_and_that_is_told_once()
    {
        await using var world = await WebWorld.StartAsync();
        var source = new Said(new() { ["contoso"] = 40 });
        await Refresh(world, source, "contoso").RunAsync(Run(world), default);
        source.Members["contoso"] = 0;
        for (var i = 0; i < 2; i++) Assert.Equal(0, await Refresh(world, source, "contoso").RunAsync(Run(world), default));
        Assert.Equal(40, Assert.Single(await world.Get<SeatInventory>().ListAsync(default)).Active.Count());
        var held = Assert.Single(await HeldAsync(world));
        Assert.Equal((EvidenceOutcome.Fail, "github:contoso: 40 seats of 40 people would be returned at once, more than the 20 that Seats.Removals.Number allows. Nothing was returned."), (held.Outcome, held.Summary));
    }

    [Fact]
    public async Task An_import_that_was_broken_off_is_brought_to_its_end_by_the_daily_run()
    {
        await using var world = await WebWorld.StartAsync();
        var store = new TestKit.Seats.BreakingSeatStore(world.Get<ISeatStore>(), writes: 1);
        using var breaking = new SeatImports(new SeatInventory(store, world.Get<ILedger>(), world.Get<SeatOptions>(), world.Clock), store, world.Get<IPayloadStore>(), world.Get<SeatOptions>(), world.Clock);
        await Assert.ThrowsAsync<StewardException>(() => breaking.ImportAsync(SeatCsv.Read(Encoding.UTF8.GetBytes("product;seats\nA;1\nB;1")), new ImportMode(), "token:buyer", default));
        Assert.Equal(1, await Refresh(world, new Said([])).RunAsync(Run(world), default));
        Assert.Equal(2, (await world.Get<SeatInventory>().ListAsync(default)).Count);
    }

    [Fact]
    public async Task Many_leavers_at_once_keep_their_seats_until_somebody_says_that_they_have_really_left()
    {
        await using var world = await WebWorld.StartAsync();
        var rows = string.Join('\n', Enumerable.Range(0, 10).Select(i => $"A;20;u{i}"));
        await world.Get<SeatImports>().ImportAsync(SeatCsv.Read(Encoding.UTF8.GetBytes($"product;seats;user\n{rows}")), new ImportMode(), "token:buyer", default);
        var leavers = new SeatLeavers(new Left("u1", "github:U1", "github:u2", "u3", "stranger"), world.Get<SeatInventory>(), world.Get<ILedger>(), world.Get<SeatOptions>(), world.Clock);
        for (var i = 0; i < 2; i++) Assert.Equal(0, await new ReturnLeaversSeats(leavers).RunAsync(Run(world), default));
        Assert.Equal("people who left: 3 of 10 seats would be returned at once (30 %); Seats.Removals.Share allows 25 %. Nothing was returned.", Assert.Single(await HeldAsync(world)).Summary);
        Assert.Equal(["u1", "github:u2", "u3"], (await leavers.LookAsync(new(2026, 11, 23), default)).People.Select(p => p.Person));
        Assert.Equal(3, (await leavers.ReturnAsync(new(2026, 11, 23), overrides: true, "token:buyer", default)).Changes.Count);
        Assert.Equal(7, Assert.Single(await world.Get<SeatInventory>().ListAsync(default)).Active.Count());
        Assert.Empty((await leavers.LookAsync(new(2026, 11, 23), default)).People);
    }

    private static ScheduledRun Run(WebWorld world) => new(world.Clock.GetUtcNow());

    private static RefreshSeats Refresh(WebWorld world, ISeatSource source, params string[] organisations) =>
        new(source, world.Get<SeatImports>(), world.Get<ILedger>(), new SeatOptions { Ledger = "contoso/administration", Organisations = [.. organisations] }, world.Clock);

    private static async Task<List<Evidence>> HeldAsync(WebWorld world) => await world.Get<ILedger>()
        .ReadAsync(ProductId.Parse("contoso/administration"), 0, 1000, default).Select(e => e.Evidence).Where(e => e.Kind == SeatEvidence.Held).ToListAsync();

    private sealed class Said(Dictionary<string, int?> members) : ISeatSource
    {
        public Dictionary<string, int?> Members => members;

        public Task<SeatImport> ReadAsync(string organisation, CancellationToken cancellation)
        {
            if (members[organisation] is not { } number) throw StewardException.Unavailable($"{organisation} does not answer.");
            var people = Enumerable.Range(0, number).Select(i => new ImportedSeat($"github:m{i}", null, null, null));
            return Task.FromResult(new SeatImport($"github:{organisation}", [new ImportedLicence(new SeatLicence { Id = $"github-{organisation}", Product = "GitHub", Seats = 50 }, [.. people])]));
        }
    }

    private sealed class Left(params string[] people) : IDepartures
    {
        public Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(people);
    }
}
