using Steward.Stages.Development.Environment;

namespace Steward.Azure.Inventory;

/// <summary>A program that says its version, or its versions line by line.</summary>
/// <param name="provider">The provider's name, which is also the item's.</param>
/// <param name="program">The program.</param>
/// <param name="arguments">What makes it say its version.</param>
/// <param name="versionOf">Takes the version out of a line.</param>
internal sealed class ProgramProvider(string provider, string program, string[] arguments, Func<string, string> versionOf) : IInventoryProvider
{
    /// <inheritdoc/>
    public string Provider => provider;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var lines = await InstalledProgram.LinesAsync(program, arguments, cancellation);
        IReadOnlyList<string> versions = [.. lines.Select(l => versionOf(l.Trim())).Where(v => v.Length > 0)];
        return names.ToDictionary(n => n, _ => versions, StringComparer.Ordinal);
    }
}
