using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.TestKit.Vaults;

/// <summary>A store that fails as storage does. Faults are asked for by name of request (<c>list</c>, <c>read</c>, <c>create</c>, <c>delete</c>, <c>clock</c>) and name of object.</summary>
public sealed class FaultyStore(IVaultStore inner) : IVaultStore
{
    private long _requests;
    private long _changes;

    public string Address => inner.Address;

    public IVaultStore Inner => inner;

    /// <summary>Every so many-th request fails with Unavailable; 0: none.</summary>
    public int FailEvery { get; set; }

    /// <summary>After so many changes nothing is answered any more: the process died, or the network did. Negative: never.</summary>
    public long DieAfterChanges { get; set; } = -1;

    /// <summary>Thrown for what it gives an exception for.</summary>
    public Func<string, string, Exception?> Fault { get; set; } = (_, _) => null;

    /// <summary>Says that it wrote an object, and did not.</summary>
    public Func<string, bool> Swallows { get; set; } = _ => false;

    /// <summary>Says that an object is there already, and it is not.</summary>
    public Func<string, bool> ClaimsToHave { get; set; } = _ => false;

    /// <summary>Leaves objects out of listings.</summary>
    public Func<string, bool> Hides { get; set; } = _ => false;

    /// <summary>Does not answer before the request is given up.</summary>
    public Func<string, string, bool> Hangs { get; set; } = (_, _) => false;

    /// <summary>The next write is done, and its answer lost.</summary>
    public bool LoseAnswer { get; set; }

    public long Requests => Interlocked.Read(ref _requests);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await PassAsync("list", prefix, cancellation);
        await foreach (var item in inner.ListAsync(prefix, cancellation))
            if (!Hides(item.Name)) yield return item;
    }

    public async Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation)
    {
        await PassAsync("read", name, cancellation);
        return await inner.ReadAsync(name, limit, cancellation);
    }

    public async Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation)
    {
        await PassAsync("read", name, cancellation);
        await inner.ReadAsync(name, offset, into, cancellation);
    }

    public async Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await PassAsync("create", name, cancellation);
        if (Swallows(name)) return true;
        var isNew = !ClaimsToHave(name) && await inner.CreateAsync(name, content, cancellation);
        if (!LoseAnswer) return isNew;
        LoseAnswer = false;
        throw StewardException.Unavailable($"{Address} did not answer for {name}.");
    }

    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        await PassAsync("delete", name, cancellation);
        await inner.DeleteAsync(name, cancellation);
    }

    public async Task<DateTimeOffset> ClockAsync(CancellationToken cancellation)
    {
        await PassAsync("clock", "", cancellation);
        return await inner.ClockAsync(cancellation);
    }

    private async Task PassAsync(string request, string name, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _requests);
        if (Hangs(request, name)) await Task.Delay(Timeout.Infinite, cancellation);
        if (Fault(request, name) is { } fault) throw fault;
        if (FailEvery > 0 && number % FailEvery == 0) throw StewardException.Unavailable($"{Address} did not answer for {name}.");
        if (DieAfterChanges < 0) return;
        var isChange = request is "create" or "delete";
        if (isChange ? Interlocked.Increment(ref _changes) > DieAfterChanges : Interlocked.Read(ref _changes) > DieAfterChanges) throw new StoreDiedException();
    }
}

/// <summary>Nobody handles this one: it stands for the end of the process.</summary>
public sealed class StoreDiedException() : Exception("The store died.");
