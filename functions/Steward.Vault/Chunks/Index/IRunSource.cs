using Microsoft.Win32.SafeHandles;

namespace Steward.Vault.Chunks.Index;

/// <summary>The bytes of an index: in memory or in the local cache.</summary>
internal interface IRunSource : IDisposable
{
    long Length { get; }

    /// <summary>Fills all of <paramref name="into"/>; the caller has looked at the length.</summary>
    void Read(long offset, Span<byte> into);
}

/// <summary>An index in memory.</summary>
internal sealed class MemoryRun(byte[] bytes) : IRunSource
{
    public long Length => bytes.Length;

    public void Read(long offset, Span<byte> into) => bytes.AsSpan((int)offset, into.Length).CopyTo(into);

    public void Dispose()
    {
        // The memory goes with the object.
    }
}

/// <summary>An index in a file.</summary>
internal sealed class FileRun(SafeFileHandle file) : IRunSource
{
    public long Length { get; } = RandomAccess.GetLength(file);

    public void Read(long offset, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(file, into, offset);
            if (read == 0) throw new EndOfStreamException("The cached index ends too early.");
            into = into[read..];
            offset += read;
        }
    }

    public void Dispose() => file.Dispose();
}
