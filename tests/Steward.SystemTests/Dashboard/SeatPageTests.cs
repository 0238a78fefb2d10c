using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Dashboard;

public sealed class SeatPageTests
{
    private const string Seats = """
        product;publisher;edition;seats;until;renews;notice;cost;currency;per;user;assigned;last used
        Rider;JetBrains;Commercial;2;2026-11-30;;;10;EUR;seat/month;github:ada;2026-09-01;2026-09-02
        Rider;;Commercial;;;;;;;;github:bob;2026-10-01;2026-11-20
        Rider;;Commercial;;;;;;;;github:eve;2026-11-01;2026-11-20
        Draw;Contoso;;40;2027-01-10;yes;30;1.234,50;EUR;year;github:ada;2026-09-01;2026-11-20
        Draw;;;;;;;;;;github:bob;2026-10-01;2026-09-05
        Draw;;;;;;;;;;github:a-very-long-login-that-has-no-break-in-it-anywhere;2026-11-01;
        Paint;;;5;;;;;;;;;
        """;

    [Fact]
    public async Task Bars_are_accessible_and_fit_in_light_dark_and_narrow()
    {
        await using var world = await WebWorld.StartAsync();
        var import = SeatCsv.Read(Encoding.UTF8.GetBytes(Seats));
        Assert.True((await world.Services.GetRequiredService<SeatImports>().ImportAsync(import, new ImportMode(), "token:buyer", default)).Applied);
        await using var browser = await Browser.StartAsync();
        await LookTests.LookAsync(await browser.PageAsync(world, Look.All[0]), "seats", "/seats");
    }
}
