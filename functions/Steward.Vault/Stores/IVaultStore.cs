namespace Steward.Vault.Stores;

/// <summary>
/// Where a vault's objects lie. Names are relative, of lower-case letters, digits, '.', '-' and '/': <c>packs/3f/3f2a...</c>. Objects are written
/// once and whole: nobody ever sees a part of one, whatever breaks off, and none is ever changed.
/// </summary>
/// <remarks>
/// Errors: NotFound for an object that is not there; Forbidden when the credentials do not allow it (writers may not delete), or the storage keeps
/// the object for a period; Invalid for names that cannot be and for objects that are shorter than was asked for; Unavailable when trying again can help.
/// Safe to use from several threads.
/// </remarks>
public interface IVaultStore
{
    /// <summary>The address as people gave it, without secrets: <c>file:///srv/vault</c>, <c>azure://backups</c>.</summary>
    string Address { get; }

    /// <summary>The objects below a prefix, such as <c>packs/</c>, in any order. One that is written or removed meanwhile may be told or not.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>One whole object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="limit">More bytes than this are Invalid, before they are read: every input is bounded.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation);

    /// <summary>Fills <paramref name="into"/> from an offset in bytes; Invalid when the object ends before.</summary>
    Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation);

    /// <summary>Writes an object. False when one of that name is there: it stays as it is.</summary>
    Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Removes an object; that it is gone already is no error. For maintenance only: writers' credentials cannot.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);

    /// <summary>The storage's own time, which <see cref="StoredObject.Modified"/> is told in: no machine's clock decides what may be removed.</summary>
    Task<DateTimeOffset> ClockAsync(CancellationToken cancellation);
}

/// <summary>An object as it is listed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was written, by the storage's clock.</param>
public sealed record StoredObject(string Name, long Length, DateTimeOffset Modified);
