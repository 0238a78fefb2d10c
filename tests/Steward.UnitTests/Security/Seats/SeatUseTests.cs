using System.Text;
using Steward.Gates;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;
using Xunit;

namespace Steward.UnitTests.Security.Seats;

public sealed class SeatUseTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void More_assigned_than_bought_fails_and_free_ones_cost()
    {
        var report = Report("product;seats;cost;currency;per;user\nX;1;10;EUR;seat/month;ada\nX;;;;;bob\nY;4;480;EUR;year;ada");
        Assert.Equal(["x", "y"], report.Licences.Select(l => l.Licence.Id));
        var (x, y) = (report.Licences[0].Use, report.Licences[1].Use);
        Assert.Equal((Verdict.Fail, 1, 0, "2 assigned, 1 bought: 1 too many.", 0m), (x.Verdict, x.Over, x.Free, x.Reason, x.WastedPerMonth));
        Assert.Equal((Verdict.Pass, 0, 3, "1 of 4 seats assigned.", 30m), (y.Verdict, y.Over, y.Free, y.Reason, y.WastedPerMonth));
        Assert.Equal([new SeatCosts("EUR", 50m, 30m)], report.Costs);
    }

    [Fact]
    public void Who_has_not_used_a_seat_for_60_days_is_named_and_nobody_where_nothing_is_known_of_use()
    {
        var report = Report("""
            product;seats;cost;currency;per;user;assigned;last used
            X;5;60;EUR;month;a;2026-01-01;2026-09-23
            X;;;;;b;2026-01-01;2026-09-24
            X;;;;;c;2026-01-01;
            X;;;;;d;2026-11-01;
            Y;1;;;;a;2020-01-01;
            """);
        var x = report.Licences[0].Use;
        Assert.Equal([new("a", new(2026, 9, 23)), new UnusedSeat("c", null)], x.Unused);
        Assert.Equal(36m, x.WastedPerMonth);
        Assert.Equal("4 of 5 seats assigned, 2 of them not used.", x.Reason);
        Assert.Empty(report.Licences[1].Use.Unused);
        Assert.False(report.Licences[1].Use.IsUseKnown);
    }

    [Fact]
    public void A_person_with_two_seats_of_a_product_is_named_by_whatever_key()
    {
        var report = Report("licence;product;seats;user\nx-pro;X;2;github:ada\nx-lite;x;2;ada\nx-lite;;;bob\ny;Y;2;ada");
        Assert.Equal([("x-lite", "ada"), ("x-pro", "github:ada")], report.Licences.Where(l => l.Use.Verdict == Verdict.Fail).Select(l => (l.Licence.Id, l.Use.People[0])));
        Assert.Equal("github:ada has more than one seat.", report.Licences[1].Use.Reason);
        Assert.Equal(Verdict.Pass, report.Licences[2].Use.Verdict);
    }

    [Fact]
    public void Seats_outside_their_term_count_as_none()
    {
        var use = Report("product;seats;until;user\nX;5;2026-11-22;ada").Licences[0].Use;
        Assert.Equal((Verdict.Fail, 0, "1 seat assigned outside the term."), (use.Verdict, use.Bought, use.Reason));
        Assert.Equal(Verdict.Pass, Report("product;seats;until;user\nX;5;2026-11-23;ada").Licences[0].Use.Verdict);
    }

    [Fact]
    public void Machines_are_compared_by_the_rules_of_the_licences()
    {
        SeenMachine[] machines = [new("m1", ["apt:rider", "npm:draw"]), new("m2", ["jetbrains:Rider"]), new("m3", ["apt:paint"])];
        var report = Report("product;seats;programs;licensed\nRider;1;rider;yes\nDraw;2;npm:draw;\nIdle;2;nothing;\nPaint;0;apt:p*;yes\nFree;0;apt:paint;no", machines);
        Assert.Equal(
            [
                ("paint", Verdict.Fail, "Installed on m3 without a licence."), ("rider", Verdict.Fail, "Installed on 2 machines, 1 bought."),
                ("draw", Verdict.Pass, "Installed on 1 machine."), ("free", Verdict.Pass, "Installed on m3 without a licence."), ("idle", Verdict.Pass, "2 seats bought, and nowhere installed."),
            ],
            report.Licences.Select(l => (l.Licence.Id, l.Use.Verdict, l.Use.Installed!.Reason)));
        Assert.Null(Report("product;seats;programs\nX;1;x").Licences[0].Use.Installed);
    }

    private static SeatReport Report(string csv, IReadOnlyList<SeenMachine>? machines = null) =>
        SeatReport.Of(OfflineSeats.Of(SeatCsv.Read(Encoding.UTF8.GetBytes(csv)), Today), Today, 60, machines);
}
