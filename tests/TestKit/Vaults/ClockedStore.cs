using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Steward.Vault.Stores;

namespace Steward.TestKit.Vaults;

/// <summary>A store whose clock the test turns; what is written gets the time of then.</summary>
public sealed class ClockedStore(IVaultStore inner) : IVaultStore
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    public string Address => inner.Address;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in inner.ListAsync(prefix, cancellation))
            yield return item with { Modified = _written.GetValueOrDefault(item.Name, Now) };
    }

    public Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation) => inner.ReadAsync(name, limit, cancellation);

    public Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation) => inner.ReadAsync(name, offset, into, cancellation);

    public async Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var isNew = await inner.CreateAsync(name, content, cancellation);
        if (isNew) _written[name] = Now;
        return isNew;
    }

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);

    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => Task.FromResult(Now);
}
