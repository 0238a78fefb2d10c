using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>
/// A folder of the snapshot while the restore is in it. It is made when something in it is wanted, and gets its attributes when the last thing in it is done, whichever
/// thread that is: its time would change again otherwise.
/// </summary>
internal sealed class RestoreNode(RestoreNode? above, EntryPath path, Entry? entry, bool taken)
{
    private IRestoreFolder? _folder;
    private int _pending = 1;

    public EntryPath Path => path;

    public RestoreNode? Above => above;

    /// <summary>True: all that is in it is restored.</summary>
    public bool Taken => taken;

    /// <summary>True: it could not be made, which was told; nothing in it can be restored.</summary>
    public bool Failed { get; private set; }

    /// <summary>The topmost one, which is the target.</summary>
    public static RestoreNode Root(IRestoreFolder target, Entry? entry, bool taken) => new(null, default, entry, taken) { _folder = target };

    /// <summary>True when a path is in it.</summary>
    public bool Holds(EntryPath other) =>
        path.Bytes.IsEmpty || (other.Bytes.Length > path.Bytes.Length && other.Bytes.Span[path.Bytes.Length] == '/' && other.Bytes.Span.StartsWith(path.Bytes.Span));

    /// <summary>The folder, made with those above it when it is not there yet; null when that failed. For one thread.</summary>
    public IRestoreFolder? Make(bool replace, SourceProblems problems)
    {
        if (_folder is not null || Failed) return _folder;
        if (above!.Make(replace, problems) is not { } parent) return Fail();
        try
        {
            _folder = parent.Folder(NameOf(path), replace);
            above.Hold();
            return _folder;
        }
        catch (IOException failure) when (failure is not DiskFullException)
        {
            problems.Add($"'{Texts.Clip(path.ToString(), 400)}' and what is in it is not restored: {failure.Message}.");
            return Fail();
        }
    }

    /// <summary>Something in it is begun.</summary>
    public void Hold() => Interlocked.Increment(ref _pending);

    /// <summary>Something in it is done, or the listing has left it.</summary>
    public void Release(SourceProblems problems)
    {
        if (Interlocked.Decrement(ref _pending) != 0 || _folder is null) return;
        if (entry is not null) _folder.Describe(entry, problems);
        _folder.Dispose();
        above?.Release(problems);
    }

    /// <summary>The last name of a path.</summary>
    public static ReadOnlySpan<byte> NameOf(EntryPath path) => path.Bytes.Span[(path.Bytes.Span.LastIndexOf((byte)'/') + 1)..];

    private IRestoreFolder? Fail()
    {
        Failed = true;
        return null;
    }
}
