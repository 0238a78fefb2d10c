using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>Which releases contain something.</summary>
/// <param name="Product">The product.</param>
/// <param name="About">What was asked for: <c>commit:SHA</c>, <c>blob:SHA</c>, <c>dependency:NAME</c>, or an evidence's subject.</param>
/// <param name="Releases">The releases that contain it, from the first on.</param>
public sealed record ReleasesTrace(ProductId Product, string About, IReadOnlyList<TracedRelease> Releases)
{
    /// <summary>It all in a sentence for people.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The evidence that was asked for, with its index; null where none was.</summary>
    public LedgerEntry? Evidence { get; init; }

    /// <summary>The dependencies that fit, as <c>ecosystem:name@version</c>, each with the releases that have it.</summary>
    public IReadOnlyList<TracedDependency> Dependencies { get; init; } = [];

    /// <summary>Releases of which it cannot be told, because nothing was scanned or read of them.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>What was left out, where something was; null otherwise.</summary>
    public string? CutOff { get; init; }
}

/// <summary>A dependency of some releases.</summary>
/// <param name="Id"><c>ecosystem:name@version</c>.</param>
/// <param name="Tags">The releases that have it, from the first on.</param>
public sealed record TracedDependency(string Id, IReadOnlyList<string> Tags);
