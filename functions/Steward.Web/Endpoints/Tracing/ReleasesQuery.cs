using Microsoft.AspNetCore.Mvc;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Web.Endpoints.Tracing;

/// <summary>What somebody wants to know the releases of.</summary>
/// <remarks>Properties, not a constructor: the generator of request delegates cannot name a constructor with texts that may be missing.</remarks>
public sealed record ReleasesQuery
{
    /// <summary>The product's owner.</summary>
    [FromRoute(Name = "owner")]
    public required string Owner { get; init; }

    /// <summary>The product's name.</summary>
    [FromRoute(Name = "name")]
    public required string Name { get; init; }

    /// <summary>An index of the ledger.</summary>
    [FromQuery(Name = "evidence")]
    public string? Evidence { get; init; }

    /// <summary>A commit.</summary>
    [FromQuery(Name = "commit")]
    public string? Commit { get; init; }

    /// <summary>A blob.</summary>
    [FromQuery(Name = "blob")]
    public string? Blob { get; init; }

    /// <summary>A dependency, with or without its version.</summary>
    [FromQuery(Name = "dependency")]
    public string? Dependency { get; init; }

    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal TraceQuestion Question => TraceQuestion.Parse(Evidence, Commit, Blob, Dependency);
}
