namespace Steward.Ledger.Tiles;

/// <summary>Reads one ledger as published: the checkpoint, tiles and entry bundles below one prefix. What it reads is not trusted.</summary>
public interface ITileReader
{
    /// <summary>The bytes at a path such as <c>checkpoint</c> or <c>tile/0/000</c>; null when there is nothing.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellation);
}

/// <summary>Writes one ledger as published.</summary>
public interface ITileWriter
{
    /// <summary>Writes a tile or bundle. It is safe to repeat; other bytes at a path that is there already are refused with Invalid.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);
}
