using System.Text;
using Steward.Engine.Embedded;

namespace Steward.Local;

/// <summary>
/// Remembers the engine's lease in a file that this process holds locked as long as it lives: whoever gets the lock knows that the process
/// before is dead, and may give its lease back.
/// </summary>
internal sealed class LeaseFile : ILeaseMemory, IDisposable
{
    private const int MaxId = 100;
    private readonly FileStream? _file;

    private LeaseFile(FileStream? file)
    {
        _file = file;
        if (file is null) return;
        var bytes = new byte[MaxId];
        var text = Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, MaxId, throwOnEndOfStream: false));
        Predecessor = Guid.TryParse(text, out _) ? text : null;
    }

    /// <inheritdoc/>
    public string? Predecessor { get; private set; }

    /// <summary>Takes the lock; without a folder, or when another process holds it, nothing is remembered.</summary>
    public static LeaseFile Open(string? folder)
    {
        if (folder is null) return new LeaseFile(null);
        Directory.CreateDirectory(folder);
        try
        {
            return new LeaseFile(new FileStream(Path.Combine(folder, "lease"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            // Another process of this folder lives: nothing is known to be dead.
            return new LeaseFile(null);
        }
    }

    /// <inheritdoc/>
    public void Remember(string lease)
    {
        Predecessor = null;
        if (_file is null) return;
        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(lease));
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
