using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>A vault in a folder. Objects are written beside their place, forced to the disk, and linked there under their names, which fails when the name is taken.</summary>
public sealed class FolderStore : IVaultStore
{
    private const string Unfinished = ".unfinished-";

    // Up to here a disk's answer is had sooner on the thread that asks than by way of another one.
    private const int Short = 256 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _root;
    private readonly Func<string, string> _unique;
    private long _written;

    /// <summary>Opens a folder; nothing is made before the first object is written.</summary>
    /// <param name="folder">The folder.</param>
    public FolderStore(string folder)
    {
        _root = Path.GetFullPath(folder);
        var process = Environment.ProcessId;
        _unique = folderOf => Path.Combine(folderOf, $"{Unfinished}{process}-{Interlocked.Increment(ref _written)}");
        Address = new Uri(_root).AbsoluteUri;
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <summary>Conflict when the folder of an address has something of others: a vault there would be strewn among it. Addresses of other kinds are none of its business.</summary>
    /// <param name="address">The store's <see cref="Address"/>.</param>
    public static void RefuseForeign(string address)
    {
        if (!address.StartsWith("file://", StringComparison.Ordinal) || new DirectoryInfo(new Uri(address).LocalPath) is not { Exists: true } folder) return;
        // What a new file system has by itself does not count, nor what a vault that was not finished has left.
        var foreign = folder.EnumerateFileSystemInfos().FirstOrDefault(f => !f.Name.StartsWith(Unfinished, StringComparison.Ordinal) && f.Name != "lost+found" && !ObjectNames.IsTop(f.Name));
        if (foreign is not null) throw new StewardException(FailureKind.Conflict, $"'{Texts.Clip(folder.FullName, 200)}' is not empty, there is '{Texts.Clip(foreign.Name, 80)}' in it: make the vault in a folder of its own.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in Below(prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!file.Name.StartsWith('.') && Told(file) is { } told) yield return told;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation) => FolderErrors.TranslateAsync(name, Address, async () =>
    {
        using var file = Open(name);
        var length = RandomAccess.GetLength(file);
        if (length > limit) throw StewardException.Invalid($"{name} in {Address} has {length} bytes, more than the {limit} that it can have: it is not what was written there.");
        var content = GC.AllocateUninitializedArray<byte>((int)length);
        await FillAsync(file, name, 0, content, cancellation);
        return content;
    });

    /// <inheritdoc/>
    public Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation) => FolderErrors.TranslateAsync(name, Address, async () =>
    {
        using var file = Open(name);
        await FillAsync(file, name, offset, into, cancellation);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => FolderErrors.TranslateAsync(name, Address, async () =>
    {
        var path = PathOf(name);
        if (File.Exists(path)) return false;
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var unfinished = _unique(folder);
        try
        {
            await WriteAsync(unfinished, content, cancellation);
            return FolderLink.Publish(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    });

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) => FolderErrors.TranslateAsync(name, Address, () =>
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        return Task.FromResult(true);
    });

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => FolderErrors.TranslateAsync("a file", Address, () =>
    {
        // The clock of the file system, which may be another machine's: the time that a new file gets.
        Directory.CreateDirectory(_root);
        var probe = _unique(_root);
        using (File.Create(probe, 1, FileOptions.None))
        {
        }

        var time = new DateTimeOffset(File.GetLastWriteTimeUtc(probe), TimeSpan.Zero);
        File.Delete(probe);
        return Task.FromResult(time);
    });

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        if (content.Length <= Short) RandomAccess.Write(file.SafeFileHandle, content.Span, 0);
        else await RandomAccess.WriteAsync(file.SafeFileHandle, content, 0, cancellation);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private async Task FillAsync(SafeFileHandle file, string name, long offset, Memory<byte> into, CancellationToken cancellation)
    {
        for (var done = 0; done < into.Length;)
        {
            var rest = into[done..];
            var read = rest.Length <= Short ? RandomAccess.Read(file, rest.Span, offset + done) : await RandomAccess.ReadAsync(file, rest, offset + done, cancellation);
            if (read == 0) throw StewardException.Invalid($"{name} in {Address} ends at byte {offset + done}, before what should be there: it is truncated. Run 'steward vault verify'.");
            done += read;
        }
    }

    private SafeFileHandle Open(string name) => File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private string PathOf(string name) => Path.Combine(_root, ObjectNames.Checked(name));

    // A prefix is a folder, or the beginning of names in one.
    private IEnumerable<FileInfo> Below(string prefix)
    {
        var slash = prefix.LastIndexOf('/') + 1;
        var folder = new DirectoryInfo(Path.Combine(_root, prefix[..slash]));
        if (!folder.Exists) return [];
        if (slash == prefix.Length) return folder.EnumerateFiles("*", SearchOption.AllDirectories);
        var begin = prefix[slash..] + "*";
        return folder.EnumerateFiles(begin).Concat(folder.EnumerateDirectories(begin).SelectMany(d => d.EnumerateFiles("*", SearchOption.AllDirectories)));
    }

    private StoredObject? Told(FileInfo file)
    {
        try
        {
            return new StoredObject(Path.GetRelativePath(_root, file.FullName).Replace('\\', '/'), file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (FileNotFoundException)
        {
            // Removed since the folder was read.
            return null;
        }
    }
}
