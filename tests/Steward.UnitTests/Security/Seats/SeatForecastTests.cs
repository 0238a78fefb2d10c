using Steward.Gates;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Use;
using Xunit;

namespace Steward.UnitTests.Security.Seats;

public sealed class SeatForecastTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void One_more_a_week_uses_up_what_is_left_in_as_many_weeks()
    {
        // 13 points, today and the twelve weeks before: 1, 2 ... 13 seats.
        var forecast = Forecast(20, Enumerable.Range(0, 13).Select(week => new SeatAssignment($"p{week}", Today.AddDays(-7 * week))));
        Assert.Equal((ForecastKind.RunningOut, 13, 1.0, 4.29), (forecast.Kind, forecast.Points, forecast.Fit, forecast.PerMonth));
        Assert.Equal(Today.AddDays(49), forecast.UsedUpOn);
        Assert.Equal("At this pace 20 seats are used up by 2027-01-11 (a steady trend).", forecast.Reason);
    }

    [Fact]
    public void A_bent_line_is_fitted_by_least_squares_and_says_how_sure_it_is()
    {
        // Points (-14, 1), (-7, 1), (0, 4): slope 3/14 a day, mean 2; residuals 0.5, -1, 0.5; R² = 1 - 1.5/6.
        var forecast = Forecast(10, [new("a", Today.AddDays(-14)), new("b", Today), new("c", Today), new("d", Today)]);
        Assert.Equal((3, 0.75, 6.43, Today.AddDays(28)), (forecast.Points, forecast.Fit, forecast.PerMonth, forecast.UsedUpOn));
        Assert.EndsWith("(a rough trend).", forecast.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Returned_seats_count_until_their_day()
    {
        var forecast = Forecast(5, [new("a", Today.AddDays(-30)), new("b", Today.AddDays(-30), Today.AddDays(-8))]);
        Assert.Equal((ForecastKind.NotGrowing, null), (forecast.Kind, forecast.UsedUpOn));
        Assert.True(forecast.PerMonth < 0);
    }

    [Fact]
    public void Too_little_is_said_to_be_too_little()
    {
        var forecast = Forecast(5, [new("a", Today.AddDays(-13)), new("b", Today)]);
        Assert.Equal((ForecastKind.TooLittle, 2), (forecast.Kind, forecast.Points));
        Assert.Contains("2 weeks of assignments, 3 are needed", forecast.Reason, StringComparison.Ordinal);
        Assert.Equal(ForecastKind.TooLittle, Forecast(5, []).Kind);
    }

    [Fact]
    public void No_free_seat_is_used_up_and_a_level_line_does_not_grow()
    {
        Assert.Equal(ForecastKind.UsedUp, Forecast(1, [new("a", Today.AddDays(-40))]).Kind);
        Assert.Equal((ForecastKind.NotGrowing, 1.0), (Forecast(2, [new("a", Today.AddDays(-40))]).Kind, Forecast(2, [new("a", Today.AddDays(-40))]).Fit));
    }

    [Theory]
    [InlineData(61, null, null)]
    [InlineData(60, 60, "x ends on 2027-01-22, in 60 days.")]
    [InlineData(31, 60, "x ends on 2026-12-24, in 31 days.")]
    [InlineData(30, 30, "x ends on 2026-12-23, in 30 days.")]
    [InlineData(7, 7, "x ends on 2026-11-30, in 7 days.")]
    [InlineData(0, 7, "x ends on 2026-11-23, today.")]
    [InlineData(-1, 0, "x ended on 2026-11-22.")]
    public void Warnings_come_60_30_and_7_days_ahead(int days, int? threshold, string? message)
    {
        var warning = SeatWarning.Of(Licence(1) with { Until = Today.AddDays(days) }, Today);
        Assert.Equal((threshold, message), (warning?.Threshold, warning?.Message));
    }

    [Fact]
    public void What_renews_itself_is_warned_of_before_the_last_day_of_notice()
    {
        var licence = Licence(1) with { Until = Today.AddDays(90), Renews = true, NoticeDays = 60 };
        Assert.Equal("x renews itself: notice can be given until 2026-12-23, in 30 days.", SeatWarning.Of(licence, Today)!.Message);
        Assert.Equal("x renews itself after 2027-02-21, in 29 days.", SeatWarning.Of(licence, Today.AddDays(61))!.Message);
    }

    [Fact]
    public void The_evidence_of_a_warning_is_the_same_on_each_day_until_the_next_threshold()
    {
        var licence = Licence(1) with { Until = Today.AddDays(31) };
        var ids = Enumerable.Range(0, 34).Select(d => SeatWarning.Of(licence, Today.AddDays(d))!.ToEvidence(DateTimeOffset.UnixEpoch.AddDays(d)).Id).Distinct();
        Assert.Equal(4, ids.Count());
    }

    [Fact]
    public void Leap_days_and_the_ends_of_time_are_days_like_others()
    {
        var leap = Licence(1) with { Until = new(2028, 2, 29), Renews = true, NoticeDays = 30 };
        Assert.Equal(new DateOnly(2028, 1, 30), leap.NoticeBy);
        Assert.Equal("x renews itself: notice can be given until 2028-01-30, in 1 days.".Replace("in 1 days", "tomorrow", StringComparison.Ordinal), SeatWarning.Of(leap, new(2028, 1, 29))!.Message);
        Assert.Equal("x renews itself after 2028-02-29, tomorrow.", SeatWarning.Of(leap, new(2028, 2, 28))!.Message);
        Assert.True(leap.IsInTerm(new(2028, 2, 29)) && !leap.IsInTerm(new(2028, 3, 1)));
        Assert.Equal(DateOnly.MinValue, (leap with { Until = new(1, 1, 5) }).NoticeBy);
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            var seats = new LicenceSeats { Licence = Licence(9) with { Until = day, Renews = true, NoticeDays = 3650 }, Source = "csv", Assignments = [new("a", DateOnly.MinValue), new("b", day), new("c", day)] };
            Assert.NotNull(SeatReport.Of([seats], day, 60).Licences[0].Forecast.Reason);
        }
    }

    [Fact]
    public void A_term_that_ends_today_has_its_seats_today_and_none_tomorrow()
    {
        var seats = new LicenceSeats { Licence = Licence(2) with { Until = Today }, Source = "csv", Assignments = [new("a", Today.AddDays(-9))] };
        Assert.Equal((2, Verdict.Pass), Use(SeatReport.Of([seats], Today, 60)));
        Assert.Equal((0, Verdict.Fail), Use(SeatReport.Of([seats], Today.AddDays(1), 60)));

        static (int, Verdict) Use(SeatReport report) => (report.Licences[0].Use.Bought, report.Licences[0].Use.Verdict);
    }

    [Fact]
    public void No_seats_cost_nothing_that_could_be_divided_and_currencies_are_summed_apart()
    {
        LicenceSeats[] bought =
        [
            new() { Licence = Licence(0) with { Cost = new SeatCost(120, "EUR", CostPer.Year) }, Source = "csv" },
            new() { Licence = Licence(4) with { Id = "y", Cost = new SeatCost(10, "USD", CostPer.SeatMonth) }, Source = "csv", Assignments = [new("a", Today)] },
            new() { Licence = Licence(2) with { Id = "z", Cost = new SeatCost(12, "EUR", CostPer.SeatYear) }, Source = "csv" },
        ];
        var report = SeatReport.Of(bought, Today, 60);
        Assert.Equal([new SeatCosts("EUR", 12, 2), new SeatCosts("USD", 40, 30)], report.Costs);
        Assert.Equal((null, "No seats were bought."), (report.Licences.Single(l => l.Licence.Id == "x").Use.WastedPerMonth, report.Licences.Single(l => l.Licence.Id == "x").Forecast.Reason));
    }

    private static SeatForecast Forecast(int seats, IEnumerable<SeatAssignment> assignments) =>
        SeatForecast.Of(new LicenceSeats { Licence = Licence(seats), Source = "csv", Assignments = [.. assignments] }, Today);

    private static SeatLicence Licence(int seats) => new() { Id = "x", Product = "X", Seats = seats };
}
