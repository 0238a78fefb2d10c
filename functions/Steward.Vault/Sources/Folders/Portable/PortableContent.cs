using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Folders.Portable;

/// <summary>The content of a file, up to the length that it has when it is opened.</summary>
internal sealed class PortableContent : IContent
{
    private readonly FileStream _file;
    private readonly long _size;
    private readonly DateTime _modified;
    private long _at;

    public PortableContent(string path)
    {
        _file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan });
        (_size, _modified) = (_file.Length, File.GetLastWriteTimeUtc(_file.SafeFileHandle));
    }

    public IReadOnlyList<Hole> Holes => [];

    public string? Changed { get; private set; }

    public int Read(Span<byte> into)
    {
        var read = _file.Read(into[..(int)Math.Min(into.Length, _size - _at)]);
        _at += read;
        if (_at == _size) Compare();
        else if (read == 0) Changed = $"was {_size} bytes long and ended after {_at}";
        return read;
    }

    public Entry Complete(Entry entry) => entry with { Size = _at, Modified = PortableTime.Of(_modified) };

    public void Dispose() => _file.Dispose();

    private void Compare()
    {
        if (_file.Length != _size) Changed = $"was {_size} bytes long and is {_file.Length}";
        else if (File.GetLastWriteTimeUtc(_file.SafeFileHandle) != _modified) Changed = "was written to";
    }
}

/// <summary>Times of .NET (100 nanoseconds) as those of entries.</summary>
internal static class PortableTime
{
    public static long Of(DateTime utc) => Math.Clamp((utc - DateTime.UnixEpoch).Ticks, long.MinValue / 100, long.MaxValue / 100) * 100;

    public static DateTime Utc(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / 100);
}
