using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats;

/// <summary>Seats in words and figures.</summary>
public static class SeatText
{
    /// <summary>The terms in one line.</summary>
    public static string Terms(SeatLicence licence) =>
        $"{Texts.Count(licence.Seats, "seat")}{(licence.Until is { } until ? $" until {Day(until)}" : "")}{(licence.Renews ? ", renews" : "")}{(licence.Cost is { } cost ? $", {Money(cost.Amount, cost.Currency)} {Word(cost.Per)}" : "")}";

    /// <summary>A day as people and machines read it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An amount: <c>1,234.50 EUR</c>.</summary>
    public static string Money(decimal amount, string currency) => $"{amount.ToString("N2", CultureInfo.InvariantCulture)} {currency}";

    /// <summary>What a price is for.</summary>
    public static string Word(CostPer per) => per switch
    {
        CostPer.Month => "a month",
        CostPer.Year => "a year",
        CostPer.SeatMonth => "a seat and month",
        _ => "a seat and year",
    };

    /// <summary>The terms as evidence has them: what people wrote for titles stays out.</summary>
    internal static JsonObject Details(SeatLicence licence)
    {
        var details = new JsonObject { ["seats"] = licence.Seats, ["renews"] = licence.Renews, ["noticeDays"] = licence.NoticeDays, ["terms"] = Digest.Sha256(Json.Write(licence)) };
        if (licence.From is { } from) details["from"] = Day(from);
        if (licence.Until is { } until) details["until"] = Day(until);
        if (licence.Cost is { } cost) details["cost"] = $"{cost.Amount.ToString(CultureInfo.InvariantCulture)} {cost.Currency} {Word(cost.Per)}";
        return details;
    }
}
