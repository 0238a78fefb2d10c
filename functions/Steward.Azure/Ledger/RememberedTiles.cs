using System.Collections.Concurrent;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>Reads each tile once, for the time of one question; what is read is not trusted, as ever.</summary>
/// <param name="tiles">The published ledger.</param>
internal sealed class RememberedTiles(ITileReader tiles) : ITileReader
{
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]?>>> _read = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) =>
        _read.GetOrAdd(path, key => new Lazy<Task<byte[]?>>(() => tiles.ReadAsync(key, cancellation))).Value;
}
