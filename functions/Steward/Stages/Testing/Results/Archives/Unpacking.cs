using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>One walk through an archive. Files that are no reports are noted at its last report; without any report they are its problem.</summary>
/// <param name="archive">The archive's name.</param>
/// <param name="sought">What is looked for.</param>
/// <param name="meter">Counts what is unpacked of the outermost archive.</param>
/// <param name="isInner">Whether it is an archive in another one.</param>
internal sealed class Unpacking(string archive, SoughtReports sought, ArchiveMeter meter, bool isInner = false)
{
    private const string TooDeep = "It is an archive in an archive in an archive, which is not read. Pack the reports themselves.";
    private const string EmptyFile = "The report is an empty file: its test run wrote nothing.";
    private readonly OtherFiles _others = new();
    private readonly List<string> _empty = [];
    private string? _broken;

    public IEnumerable<ReportFile> Reports(ArchiveKind kind, Stream packed)
    {
        ReportFile? held = null;
        try
        {
            foreach (var report in Found(kind, packed))
            {
                var ready = held;
                held = report;
                if (ready is not null) yield return ready;
            }

            var last = Last(held);
            if (held is not null && last != held) yield return held;
            held = null;
            yield return last;
        }
        finally
        {
            held?.Dispose();
        }
    }

    private ReportFile Last(ReportFile? held)
    {
        var last = _broken is not null ? ReportFile.Refused(archive, _broken)
            : held ?? ReportFile.Refused(archive, _others.Count == 0 ? "The archive holds no file. A file of zero bytes looks the same: then its test run was cut off before it wrote anything." : $"The archive holds no {sought.What} of a known format ({sought.Formats}): only {_others}.");
        if (_others.Count > 0 && held is not null) last.Note($"Beside reports the archive holds {Texts.Count(_others.Count, "other file")}: {_others}.");
        return last;
    }

    private IEnumerable<ReportFile> Found(ArchiveKind kind, Stream packed)
    {
        using var walk = ArchiveFiles.Of(kind, packed, meter).GetEnumerator();
        while (_broken is null && Next(walk))
            foreach (var report in Take(walk.Current)) yield return report;
    }

    private bool Next(IEnumerator<ArchiveFile> walk)
    {
        try
        {
            return walk.MoveNext();
        }
        catch (ArchiveBrokenException failure)
        {
            _broken = failure.Message;
            return false;
        }
    }

    private IEnumerable<ReportFile> Take(ArchiveFile file)
    {
        var name = file.Path.Length == 0 ? archive : $"{archive}!{file.Path}";
        if (file.Refusal is { } refusal) return [ReportFile.Refused(name, refusal)];
        if (file.Content is not { } content) return Other(file);
        var head = new byte[ReportLimits.HeadBytes];
        var (length, broken) = Head(content, head);
        if (length == 0 && broken is null) return Empty(file, name);
        var kind = ArchiveKinds.Of(head.AsSpan(0, length));
        if (kind == ArchiveKind.Foreign || (kind != ArchiveKind.None && isInner)) return [ReportFile.Refused(name, isInner ? TooDeep : ReportFiles.Foreign)];
        if (kind == ArchiveKind.None && !sought.Recognises(head[..length])) return broken is null ? Other(file) : [ReportFile.Refused(name, broken)];
        var (held, cut) = broken is null ? Spool.Of(head.AsSpan(0, length), content) : (new MemoryStream(head, 0, length), broken);
        return kind == ArchiveKind.None ? [ReportFile.Unpacked(name, held, cut)] : Inner(kind, name, file.Path, held, cut);
    }

    // The reports of an archive in this one. Without any, and whole, it is an other file: a trace, a log.
    private IEnumerable<ReportFile> Inner(ArchiveKind kind, string name, string path, Stream packed, string? cut)
    {
        using var content = packed;
        var (inner, any) = (new Unpacking(name, sought, meter, isInner: true), false);
        foreach (var report in inner.Found(kind, content))
        {
            any = true;
            yield return report;
        }

        foreach (var empty in any ? inner._empty : []) yield return ReportFile.Refused(empty, EmptyFile);
        if ((cut ?? inner._broken) is { } broken) yield return ReportFile.Refused(name, broken);
        else if (any) _others.Add(inner._others, path);
        else _others.Add($"{path} (an archive without a {sought.What})");
    }

    // An empty file has no content to be recognised by: then its name tells whether a run was to write a report there. Traces have such files too.
    private IEnumerable<ReportFile> Empty(ArchiveFile file, string name)
    {
        if (!sought.IsCalledOne(file.Path)) return Other(file);
        if (!isInner) return [ReportFile.Refused(name, EmptyFile)];
        if (_empty.Count < ArchiveLimits.MaxEntries) _empty.Add(name);
        return [];
    }

    private IEnumerable<ReportFile> Other(ArchiveFile file)
    {
        _others.Add(file.Path);
        return [];
    }

    private static (int Length, string? Broken) Head(Stream content, byte[] head)
    {
        var length = 0;
        try
        {
            while (length < head.Length && content.Read(head, length, head.Length - length) is > 0 and var read) length += read;
            return (length, null);
        }
        catch (ArchiveBrokenException failure)
        {
            return (length, failure.Message);
        }
    }
}
