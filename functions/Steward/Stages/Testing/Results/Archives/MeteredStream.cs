namespace Steward.Stages.Testing.Results.Archives;

/// <summary>Counts what is unpacked of an archive and stops at its limits.</summary>
/// <param name="archive">The packed bytes.</param>
internal sealed class ArchiveMeter(Stream archive)
{
    private long _unpacked;
    private int _entries;
    private string? _exceeded;

    /// <summary>Counts an entry. A limit that was reached inside the one before ends the whole archive here.</summary>
    public void CountEntry()
    {
        if (_exceeded is not null) throw new ArchiveBrokenException(_exceeded);
        if (++_entries > ArchiveLimits.MaxEntries) Exceed($"The archive has more than {ArchiveLimits.MaxEntries} entries; the others were not read.");
    }

    /// <param name="bytes">Unpacked just now.</param>
    public void Count(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > ArchiveLimits.MaxBytes) Exceed($"The archive unpacks to more than {ArchiveLimits.MaxBytes} bytes; the rest was not read.");
        // The whole archive's length: where its bytes are used twice, as bombs do, the ratio only grows.
        if (_unpacked > ArchiveLimits.FreeBytes && _unpacked / ArchiveLimits.MaxRatio > archive.Length)
            Exceed($"The archive unpacks to more than {ArchiveLimits.MaxRatio} times its size; the rest was not read.");
    }

    private void Exceed(string limit)
    {
        _exceeded = limit;
        throw new ArchiveBrokenException(limit);
    }
}

/// <summary>Unpacked bytes on their way, metered. Broken packing is told as a sentence.</summary>
/// <param name="inner">Unpacks; disposed with this.</param>
/// <param name="meter">Counts.</param>
internal sealed class MeteredStream(Stream inner, ArchiveMeter meter) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            meter.Count(read);
            return read;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new ArchiveBrokenException("Its packed bytes are cut off or damaged.", broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
