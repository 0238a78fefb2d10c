using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Use;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Seats;

public sealed class SeatApiTests
{
    [Fact]
    public async Task Readers_look_administrators_change_and_nobody_else_does_either()
    {
        await using var world = await WebWorld.StartAsync();
        using var nobody = await world.ClientAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        foreach (var path in new[] { "/api/seats", "/api/seats/x" }) await nobody.GetAsync(path).ProblemAsync(HttpStatusCode.Unauthorized);
        foreach (var path in new[] { "import", "import/github/contoso", "assign", "return" })
        {
            await nobody.PostJsonAsync($"/api/seats/{path}", new { }).ProblemAsync(HttpStatusCode.Unauthorized);
            await approver.PostJsonAsync($"/api/seats/{path}", new { }).ProblemAsync(HttpStatusCode.Forbidden);
        }

        Assert.Empty((await approver.GetAsync("/api/seats").OkAsync<SeatReport>()).Licences);
    }

    [Fact]
    public async Task A_file_is_imported_seats_are_given_and_taken_back_and_the_history_shows_it()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        Assert.False((await ImportAsync(admin, "product;seats;until\nX;1;31.12.2026")).Applied);
        Assert.Equal(1, (await ImportAsync(admin, "product;seats;until\nX;1;31.12.2026", "?dates=dd.MM.yyyy&dryRun=true")).ChangeCount);
        Assert.True((await ImportAsync(admin, "product;seats;until\nX;1;31.12.2026", "?dates=dd.MM.yyyy")).Applied);
        Assert.Equal(["x: ada assigned, by hand."], (await admin.PostJsonAsync("/api/seats/assign", new AssignRequest("x", "Ada")).OkAsync<SeatsChanged>()).Changes);
        Assert.Empty((await admin.PostJsonAsync("/api/seats/assign", new AssignRequest("x", "github:ada")).OkAsync<SeatsChanged>()).Changes);
        Assert.Contains("beyond what was bought", await admin.PostJsonAsync("/api/seats/assign", new AssignRequest("x", "bob")).ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        await admin.PostJsonAsync("/api/seats/assign", new AssignRequest("x", "bob", Beyond: true)).OkAsync<SeatsChanged>();
        var over = Assert.Single((await admin.GetAsync("/api/seats").OkAsync<SeatReport>()).Licences);
        Assert.Equal("2 assigned, 1 bought: 1 too many.", over.Use.Reason);
        Assert.Equal(["x: bob returned, by hand."], (await admin.PostJsonAsync("/api/seats/return", new ReturnRequest("bob")).OkAsync<SeatsChanged>()).Changes);
        var history = await admin.GetAsync("/api/seats/x").OkAsync<LicenceHistory>();
        Assert.Equal([("ada", true), ("bob", false)], history.Assignments.Select(a => (a.Person, a.IsActive)));
        Assert.Equal("x ends on 2026-12-31, in 38 days.", history.Report.Warning!.Message);
        await admin.GetAsync("/api/seats/y").ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("mail addresses are not kept", await admin.PostJsonAsync("/api/seats/assign", new AssignRequest("x", "a@b")).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_in_words_what_its_bars_show()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        Assert.Contains("steward seats import FILE.csv", await admin.GetStringAsync("/seats"), StringComparison.Ordinal);
        await ImportAsync(admin, "product;seats;until;cost;currency;per;user;assigned;last used\nX <i>;2;2026-11-30;10;EUR;seat/month;ada;2026-01-01;2026-02-01\nX <i>;;;;;;bob;2026-01-01;2026-11-20\nX <i>;;;;;;eve;2026-01-01;2026-11-20");
        var page = await admin.GetStringAsync("/seats");
        foreach (var text in new[] { "X &lt;i&gt;", "1 not used", "1 too many", "of 2 bought", "ends on 2026-11-30, in 7 days", "ada", "last on 2026-02-01", "20.00 EUR a month" })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_leavers_whose_seats_the_brake_holds_and_says_what_to_do()
    {
        await using var world = await WebWorld.StartAsync(with: services => services.AddSingleton<IDepartures>(new Left { People = ["u1", "github:u2", "u3"] }));
        var left = (Left)world.Services.GetRequiredService<IDepartures>();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        await ImportAsync(admin, $"product;seats;user\nA;20;{string.Join("\nA;20;", Enumerable.Range(0, 9).Select(i => $"u{i}"))}\nB;5;u1\nB;5;u3");
        var page = await admin.GetStringAsync("/seats");
        foreach (var text in new[] { "3 people who left still have seats", "5 of 11 seats would be returned at once (45 %)", "steward seats return --leavers --override", "<strong>u1</strong>: a, b", "<strong>u3</strong>: a, b" })
            Assert.Contains(text, page, StringComparison.Ordinal);

        // Within the brake nobody has to do anything; without the list of people nobody knows.
        left.People = ["u1"];
        page = await admin.GetStringAsync("/seats");
        Assert.Contains("The next daily run returns the seats of u1.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("--override", page, StringComparison.Ordinal);
        left.People = [];
        Assert.DoesNotContain("daily run", await admin.GetStringAsync("/seats"), StringComparison.Ordinal);
        left.People = null;
        Assert.Contains("The list of people is away.", await admin.GetStringAsync("/seats"), StringComparison.Ordinal);
    }

    private sealed class Left : IDepartures
    {
        public IReadOnlyList<string>? People { get; set; }

        public Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation) => Task.FromResult(People ?? throw StewardException.Unavailable("The list of people is away."));
    }

    private static Task<ImportAnswer> ImportAsync(HttpClient client, string csv, string query = "") =>
        client.PostAsync($"/api/seats/import{query}", new StringContent(csv, Encoding.UTF8, "text/csv")).OkAsync<ImportAnswer>();
}
