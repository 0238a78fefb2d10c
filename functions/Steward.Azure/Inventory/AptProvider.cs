using Steward.Stages.Development.Environment;

namespace Steward.Azure.Inventory;

/// <summary>Debian packages, as <c>dpkg-query</c> knows them. Only those that are installed completely count.</summary>
internal sealed class AptProvider : IInventoryProvider
{
    /// <inheritdoc/>
    public string Provider => "apt";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        string[] arguments = ["--show", "--showformat=${Package}\t${Version}\t${db:Status-Status}\n", "--", .. names];
        var rows = (await InstalledProgram.LinesAsync("dpkg-query", arguments, cancellation)).Select(l => l.Split('\t'));
        return rows.Where(r => r is [_, _, "installed"])
            .GroupBy(r => r[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(r => r[1])], StringComparer.Ordinal);
    }
}
