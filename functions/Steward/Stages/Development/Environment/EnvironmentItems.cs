namespace Steward.Stages.Development.Environment;

/// <summary>Something that every machine must have.</summary>
/// <param name="Provider">Who knows about it: <c>dotnet-sdk</c>, <c>node</c>, <c>npm</c>, <c>git</c>, <c>apt</c>, <c>npm-global</c>.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Version">The version wanted: exact, its first parts, or <c>&gt;=</c> the least.</param>
public sealed record WantedItem(string Provider, string Name, string Version);

/// <summary>How a machine stands to one item.</summary>
public enum ItemState
{
    /// <summary>It has what is wanted.</summary>
    Same,

    /// <summary>It has another version.</summary>
    Drifted,

    /// <summary>It does not have it.</summary>
    Missing,
}

/// <summary>One item, compared.</summary>
/// <param name="Provider">Who knows about it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Wanted">The version wanted.</param>
/// <param name="Found">The version found; several as <c>a, b</c>; null when there is none.</param>
/// <param name="State">How they compare.</param>
public sealed record CheckedItem(string Provider, string Name, string Wanted, string? Found, ItemState State);

/// <summary>What a machine has. One adapter a provider.</summary>
public interface IInventoryProvider
{
    /// <summary>Its name: <c>apt</c>.</summary>
    string Provider { get; }

    /// <summary>
    /// The versions that the machine has of each of some names; several where several can be installed side by side, none where it is not
    /// there. A machine without the provider's program has none of anything.
    /// </summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellation);
}
