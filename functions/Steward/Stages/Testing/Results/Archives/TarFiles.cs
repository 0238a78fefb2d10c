namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The files of a tar, one after the other.</summary>
/// <param name="unpacked">The tar, forwards only and metered.</param>
/// <param name="meter">Counts the entries.</param>
internal sealed class TarFiles(Stream unpacked, ArchiveMeter meter)
{
    private const string CutOff = "The archive is cut off: it ends before its end is marked.";
    private readonly byte[] _block = new byte[TarHeader.Size];
    private string? _name;
    private long? _size;

    public IEnumerable<ArchiveFile> All()
    {
        while (Header() is { } header)
        {
            meter.CountEntry();
            var size = _size ?? header.Bytes;
            if (size < 0 || size > ArchiveLimits.MaxBytes) throw new ArchiveBrokenException("The archive is damaged: the size of an entry is negative or absurd.");
            if (header.Kind is 'x' or 'L') Describe(header.Kind, Extension(size));
            else
            {
                using var content = new TarContent(unpacked, size);
                if (File(header, _name ?? header.Name, content) is { } file) yield return file;
                content.Skip();
                (_name, _size) = (null, null);
            }

            Pad(size);
        }
    }

    private static ArchiveFile? File(TarHeader header, string name, TarContent content) => header.Kind switch
    {
        '0' or '\0' or '7' when !name.EndsWith('/') => new ArchiveFile(name, content),
        '1' or '2' or '3' or '4' or '6' => ArchiveFile.Other(name),
        'S' => ArchiveFile.Refused(name, "It is a sparse file, which is not read."),
        _ => null,
    };

    // Two blocks of zeros mark the end.
    private TarHeader? Header()
    {
        Fill(_block);
        if (!_block.AsSpan().ContainsAnyExcept((byte)0)) return null;
        if (!TarHeader.IsOne(_block)) throw new ArchiveBrokenException("The archive is damaged: a header's sum is wrong.");
        return TarHeader.Of(_block);
    }

    private byte[] Extension(long size)
    {
        if (size > ArchiveLimits.MaxHeaderBytes) throw new ArchiveBrokenException("The archive is damaged: an extended header is absurdly long.");
        var bytes = new byte[size];
        Fill(bytes);
        return bytes;
    }

    private void Describe(char kind, byte[] bytes)
    {
        if (kind == 'L') _name = TarHeader.Text(bytes);
        else (_name, _size) = (TarHeader.PathOf(bytes) ?? _name, TarHeader.SizeOf(bytes) ?? _size);
    }

    private void Pad(long size)
    {
        var rest = (int)(size % TarHeader.Size);
        if (rest > 0) Fill(_block.AsSpan(0, TarHeader.Size - rest));
    }

    private void Fill(Span<byte> buffer)
    {
        if (unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw new ArchiveBrokenException(CutOff);
    }

    /// <summary>The content of one entry.</summary>
    private sealed class TarContent(Stream tar, long size) : ForwardStream
    {
        private long _left = size;

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 || buffer.Length == 0) return 0;
            var read = tar.Read(buffer.Length > _left ? buffer[..(int)_left] : buffer);
            if (read == 0) throw new ArchiveBrokenException(CutOff);
            _left -= read;
            return read;
        }

        public void Skip()
        {
            var waste = new byte[64 * 1024];
            while (_left > 0) _ = Read(waste);
        }
    }
}
