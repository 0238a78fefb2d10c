using Microsoft.AspNetCore.Mvc;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>Which part of a product's history somebody wants to see. Forms send fields that were left empty as empty texts.</summary>
/// <remarks>Properties, not a constructor: the generator of request delegates cannot name a constructor with texts that may be missing.</remarks>
public sealed record HistoryQuery
{
    /// <summary>The product's owner.</summary>
    [FromRoute(Name = "owner")]
    public required string Owner { get; init; }

    /// <summary>The product's name.</summary>
    [FromRoute(Name = "name")]
    public required string Name { get; init; }

    /// <summary>What the kind of evidence begins with.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>Who did it.</summary>
    [FromQuery(Name = "actor")]
    public string? Actor { get; init; }

    /// <summary>What it is about, as <c>kind:id</c>.</summary>
    [FromQuery(Name = "subject")]
    public string? Subject { get; init; }

    /// <summary>What it came to.</summary>
    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    /// <summary>The last so many days.</summary>
    [FromQuery(Name = "days")]
    public string? Days { get; init; }

    /// <summary>Only entries before this index of the ledger.</summary>
    [FromQuery(Name = "before")]
    public long? Before { get; init; }

    /// <summary>csv or json: the history as a file.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal HistoryFilter Filter => HistoryFilter.Parse(Kind, Actor, Subject, Outcome, Days);
}
