namespace Steward.Vault.Stores;

/// <summary>Counts what passes: for progress, and for what a storage will charge.</summary>
/// <param name="inner">The store.</param>
public sealed class CountingStore(IVaultStore inner) : IVaultStore
{
    private long _requests;
    private long _read;
    private long _written;

    /// <inheritdoc/>
    public string Address => inner.Address;

    /// <summary>Requests so far; a listing is one.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes that were read.</summary>
    public long BytesRead => Interlocked.Read(ref _read);

    /// <summary>Bytes that were written.</summary>
    public long BytesWritten => Interlocked.Read(ref _written);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        return inner.ListAsync(prefix, cancellation);
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var content = await inner.ReadAsync(name, limit, cancellation);
        Interlocked.Add(ref _read, content.Length);
        return content;
    }

    /// <inheritdoc/>
    public async Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        await inner.ReadAsync(name, offset, into, cancellation);
        Interlocked.Add(ref _read, into.Length);
    }

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var isNew = await inner.CreateAsync(name, content, cancellation);
        Interlocked.Add(ref _written, content.Length);
        return isNew;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        return inner.DeleteAsync(name, cancellation);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        return inner.ClockAsync(cancellation);
    }
}
