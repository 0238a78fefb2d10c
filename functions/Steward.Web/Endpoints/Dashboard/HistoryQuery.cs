using Microsoft.AspNetCore.Mvc;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>Which part of a product's history somebody wants to see. Forms send fields that were left empty as empty texts.</summary>
/// <param name="Owner">The product's owner.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Kind">What the kind of evidence begins with.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Subject">What it is about, as <c>kind:id</c>.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Days">The last so many days.</param>
/// <param name="Before">Only entries before this index of the ledger.</param>
/// <param name="Format">csv or json: the history as a file.</param>
public sealed record HistoryQuery(
    [FromRoute(Name = "owner")] string Owner, [FromRoute(Name = "name")] string Name, [FromQuery(Name = "kind")] string? Kind,
    [FromQuery(Name = "actor")] string? Actor, [FromQuery(Name = "subject")] string? Subject, [FromQuery(Name = "outcome")] string? Outcome,
    [FromQuery(Name = "days")] string? Days, [FromQuery(Name = "before")] long? Before, [FromQuery(Name = "format")] string? Format)
{
    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal HistoryFilter Filter => HistoryFilter.Parse(Kind, Actor, Subject, Outcome, Days);
}
