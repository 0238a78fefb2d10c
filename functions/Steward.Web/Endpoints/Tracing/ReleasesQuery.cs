using Microsoft.AspNetCore.Mvc;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;

namespace Steward.Web.Endpoints.Tracing;

/// <summary>What somebody wants to know the releases of.</summary>
/// <param name="Owner">The product's owner.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Evidence">An index of the ledger.</param>
/// <param name="Commit">A commit.</param>
/// <param name="Blob">A blob.</param>
/// <param name="Dependency">A dependency, with or without its version.</param>
public sealed record ReleasesQuery(
    [FromRoute(Name = "owner")] string Owner, [FromRoute(Name = "name")] string Name, [FromQuery(Name = "evidence")] string? Evidence,
    [FromQuery(Name = "commit")] string? Commit, [FromQuery(Name = "blob")] string? Blob, [FromQuery(Name = "dependency")] string? Dependency)
{
    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal TraceQuestion Question => TraceQuestion.Parse(Evidence, Commit, Blob, Dependency);
}
