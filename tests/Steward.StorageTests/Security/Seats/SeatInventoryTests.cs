using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Seats;

public sealed class SeatInventoryTests
{
    private const string File = "product;publisher;seats;until;user;assigned\nX;Acme;3;2027-01-22;ada;2026-10-01\nX;;;;bob;2026-10-08\nY;;1;;eve;";
    private static readonly ProductId Administration = ProductId.Parse("contoso/administration");

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_every_change_is_evidence()
    {
        await using var world = await WebWorld.StartAsync();
        var first = await ImportAsync(world, File);
        Assert.Equal((true, 4, 3, 2), (first.Applied, first.ChangeCount, first.Rows, first.Licences));
        Assert.Equal(0, (await ImportAsync(world, File)).ChangeCount);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await ImportAsync(world, File)).ChangeCount);
        var evidence = await EvidenceAsync(world);
        Assert.Equal(["seats.changed licence:x", "seats.assigned licence:x", "seats.changed licence:y", "seats.assigned licence:y"], evidence.Select(e => $"{e.Kind} {e.Subject}"));
        Assert.All(evidence, e => Assert.Equal("token:buyer", e.Actor));
        Assert.DoesNotContain("Acme", string.Concat(evidence.Select(Json.Write)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_terms_keep_the_former_ones_and_people_who_are_not_named_stay_unless_the_file_is_complete()
    {
        await using var world = await WebWorld.StartAsync();
        await ImportAsync(world, File);
        await ImportAsync(world, "product;publisher;seats;until;user\nX;Acme;5;2027-12-31;ada");
        var x = await world.Get<SeatInventory>().RequireAsync("x", default);
        Assert.Equal((5, 3, 2), (x.Licence.Seats, Assert.Single(x.Former).Licence.Seats, x.Active.Count()));
        var complete = await ImportAsync(world, "product;publisher;seats;until;user\nX;Acme;5;2027-12-31;ada", new ImportMode(Complete: true));
        Assert.Equal(["x: bob returned, import from csv."], complete.Changes);
        x = await world.Get<SeatInventory>().RequireAsync("x", default);
        Assert.Equal([new("ada", new(2026, 10, 1)), new SeatAssignment("bob", new(2026, 10, 8), new DateOnly(2026, 11, 23))], x.Assignments);
    }

    [Fact]
    public async Task Bad_rows_stop_all_of_it_unless_it_is_partial_and_a_dry_run_writes_nothing()
    {
        await using var world = await WebWorld.StartAsync();
        var refused = await ImportAsync(world, File + "\nZ;;many;;;");
        Assert.Equal((false, "Row 5, column 'seats': 'many' is not a whole number from 0 to 1000000."), (refused.Applied, Assert.Single(refused.Problems).ToString()));
        Assert.Equal(4, (await ImportAsync(world, File, new ImportMode(DryRun: true))).ChangeCount);
        Assert.Empty(await world.Get<SeatInventory>().ListAsync(default));
        Assert.Empty(await EvidenceAsync(world));
        Assert.True((await ImportAsync(world, File + "\nZ;;many;;;", new ImportMode(Partial: true))).Applied);
        Assert.Equal(2, (await world.Get<SeatInventory>().ListAsync(default)).Count);
    }

    [Fact]
    public async Task Imports_and_assignments_at_once_lose_nothing()
    {
        await using var world = await WebWorld.StartAsync();
        var inventory = world.Get<SeatInventory>();
        await ImportAsync(world, "product;seats\nX;100");
        var imports = Enumerable.Range(0, 4).Select(i => ImportAsync(world, $"product;seats;user\nX;100;a{i}\nX;;b{i}"));
        var assigned = Enumerable.Range(0, 4).Select(i => inventory.AssignAsync("x", $"c{i}", false, "token:buyer", default));
        await Task.WhenAll(imports.Cast<Task>().Concat(assigned));
        var x = await inventory.RequireAsync("x", default);
        Assert.Equal(12, x.Active.Count());
        Assert.Empty(x.Outbox);
        var people = (await EvidenceAsync(world)).Where(e => e.Kind == SeatEvidence.Assigned).SelectMany(e => e.Details!["people"]!.AsArray()).Select(p => (string)p!);
        Assert.Equal(x.Active.Select(a => a.Person).Order(), people.Order());
    }

    [Fact]
    public async Task Evidence_that_a_crash_kept_back_comes_with_the_daily_run()
    {
        await using var world = await WebWorld.StartAsync();
        await ImportAsync(world, File);
        var store = world.Get<ISeatStore>();
        var stored = (await store.FindAsync("x", default))!;
        var late = SeatEvidence.Of("x", 99, 0, new SeatChange(SeatEvidence.Returned, "x: bob returned.", []), new Occasion("token:buyer", world.Clock.GetUtcNow()));
        Assert.True(await store.TryWriteAsync(stored.Seats with { Outbox = [late] }, stored.Version, default));
        Assert.False(await store.TryWriteAsync(stored.Seats, stored.Version, default));
        await Warnings(world).RunAsync(new ScheduledRun(world.Clock.GetUtcNow()), default);
        Assert.Contains(await EvidenceAsync(world), e => e.Id == late.Id);
        Assert.Empty((await store.FindAsync("x", default))!.Seats.Outbox);
    }

    [Fact]
    public async Task Each_warning_is_raised_once()
    {
        await using var world = await WebWorld.StartAsync();
        await ImportAsync(world, File);
        for (var day = 0; day < 62; day += 2)
        {
            var run = new ScheduledRun(world.Clock.GetUtcNow());
            await Warnings(world).RunAsync(run, default);
            await Warnings(world).RunAsync(run, default);
            world.Clock.Advance(TimeSpan.FromDays(2));
        }

        var raised = (await EvidenceAsync(world)).Where(e => e.Kind == SeatEvidence.Warning);
        Assert.Equal([(60, 60), (30, 30), (7, 6)], raised.Select(e => ((int)e.Details!["threshold"]!, (int)e.Details["days"]!)));
    }

    [Fact]
    public async Task Who_left_has_no_seat_any_more_by_whatever_key()
    {
        await using var world = await WebWorld.StartAsync();
        await ImportAsync(world, File + "\nY;;;;github:ada;");
        var activity = new ReturnLeaversSeats(new SeatLeavers(new Left("github:Ada"), world.Get<SeatInventory>(), world.Get<ILedger>(), world.Get<SeatOptions>(), world.Clock));
        Assert.Equal(2, await activity.RunAsync(new ScheduledRun(world.Clock.GetUtcNow()), default));
        Assert.Equal(0, await activity.RunAsync(new ScheduledRun(world.Clock.GetUtcNow()), default));
        Assert.Equal(["bob", "eve"], (await world.Get<SeatInventory>().ListAsync(default)).SelectMany(l => l.Active).Select(a => a.Person));
        var returned = (await EvidenceAsync(world)).Where(e => e.Kind == SeatEvidence.Returned).ToList();
        Assert.Equal([("steward", "x: ada returned, the person left."), ("steward", "y: github:ada returned, the person left.")], returned.Select(e => (e.Actor, e.Summary!)));
    }

    [Fact]
    public async Task Machines_reports_are_read_from_the_ledgers_of_all_products()
    {
        await using var world = await WebWorld.StartAsync();
        var (shop, till) = (await world.Seed.ProductAsync(), await world.Seed.ProductAsync("contoso/till"));
        await ReportAsync(world, shop, "m1", new() { ["apt rider"] = "2024.1", ["git"] = "2.40", ["apt gone"] = "none" });
        await ReportAsync(world, till, "m1", new() { ["npm draw"] = "1.0.0" });
        await ReportAsync(world, till, "m2", new() { ["apt rider"] = "2024.1" });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync(world, till, "m2", new() { ["apt rider"] = "none" });
        var machines = await world.Get<SeatMachines>().ReadAsync(default);
        Assert.Equal(["m1: apt:rider, git:git, npm:draw", "m2: "], machines.Select(m => $"{m.Name}: {string.Join(", ", m.Programs.Order())}"));
        await ImportAsync(world, "product;seats;programs\nRider;0;rider\nDraw;1;npm:dr*\nGone;1;gone");
        var report = await world.Get<SeatOverview>().ReportAsync(default);
        Assert.Equal(["1 seat bought, and nowhere installed.", "Installed on 1 machine.", "Installed on m1 without a licence."], report.Licences.Select(l => l.Use.Installed!.Reason).Order());
        world.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Empty(await world.Get<SeatMachines>().ReadAsync(default));
    }

    [Fact]
    public async Task Without_a_ledger_nothing_can_be_changed()
    {
        await using var world = await WebWorld.StartAsync();
        var inventory = new SeatInventory(world.Get<ISeatStore>(), world.Get<ILedger>(), new SeatOptions(), world.Clock);
        using var imports = new SeatImports(inventory, world.Get<ISeatStore>(), world.Get<IPayloadStore>(), new SeatOptions(), world.Clock);
        var refused = await Assert.ThrowsAsync<StewardException>(() => imports.ImportAsync(SeatCsv.Read(Encoding.UTF8.GetBytes(File)), new ImportMode(), "token:buyer", default));
        Assert.Contains("STEWARD__Seats__Ledger", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await inventory.ListAsync(default));
    }

    private static Task<ImportAnswer> ImportAsync(WebWorld world, string csv, ImportMode? mode = null) =>
        world.Get<SeatImports>().ImportAsync(SeatCsv.Read(Encoding.UTF8.GetBytes(csv)), mode ?? new ImportMode(), "token:buyer", default);

    private static async Task<List<Evidence>> EvidenceAsync(WebWorld world) =>
        await world.Get<ILedger>().ReadAsync(Administration, 0, 1000, default).Select(e => e.Evidence).ToListAsync();

    private static RaiseSeatWarnings Warnings(WebWorld world) =>
        new(world.Get<SeatInventory>(), world.Get<ILedger>(), world.Get<SeatOptions>(), world.Clock);

    private static Task ReportAsync(WebWorld world, ProductId product, string machine, System.Text.Json.Nodes.JsonObject found)
    {
        var (now, subject) = (world.Clock.GetUtcNow(), Subject.Product(product));
        return world.Get<ILedger>().AppendAsync(
            product,
            [new Evidence { Id = Evidence.IdFor("environment.checked", subject, $"{machine} {now:O}"), Time = now, Actor = "token:m", Kind = "environment.checked", Subject = subject, Outcome = EvidenceOutcome.Pass, Details = new() { ["machine"] = machine, ["found"] = found } }],
            default);
    }

    private sealed class Left(params string[] people) : IDepartures
    {
        public Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(people);
    }
}
