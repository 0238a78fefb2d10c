using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>One walk through an archive. Files that are no reports are noted at its last report; without any report they are its problem.</summary>
/// <param name="archive">The archive's name.</param>
/// <param name="files">Its files.</param>
internal sealed class Unpacking(string archive, IEnumerable<ArchiveFile> files)
{
    private readonly List<string> _others = [];
    private int _more;
    private string? _broken;

    public IEnumerable<ReportFile> Reports()
    {
        using var walk = files.GetEnumerator();
        ReportFile? held = null;
        try
        {
            while (_broken is null && Next(walk))
            {
                if (Take(walk.Current) is not { } report) continue;
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
            : held ?? ReportFile.Refused(archive, _others.Count == 0 ? "The archive holds no file." : $"The archive holds no test report of a known format ({ReportFormats.Names}): only {Others()}.");
        if (_others.Count > 0 && held is not null) last.Note($"Beside reports the archive holds {Texts.Count(_others.Count + _more, "other file")}: {Others()}.");
        return last;
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

    private ReportFile? Take(ArchiveFile file)
    {
        var name = file.Path.Length == 0 ? archive : $"{archive}!{file.Path}";
        if (file.Refusal is { } refusal) return ReportFile.Refused(name, refusal);
        if (file.Content is not { } content) return Other(file);
        var head = new byte[ReportLimits.HeadBytes];
        var (length, broken) = Head(content, head);
        if (length == 0 && broken is null) return IsCalledReport(file.Path) ? ReportFile.Refused(name, "The report is an empty file: its test run wrote nothing.") : Other(file);
        if (ArchiveKinds.Of(head.AsSpan(0, length)) != ArchiveKind.None) return ReportFile.Refused(name, "It is an archive in an archive, which is not read. Pack the reports themselves.");
        if (!IsReport(head[..length])) return broken is null ? Other(file) : ReportFile.Refused(name, broken);
        var (held, cut) = broken is null ? Spool.Of(head.AsSpan(0, length), content) : (new MemoryStream(head, 0, length), broken);
        return ReportFile.Unpacked(name, held, cut);
    }

    private ReportFile? Other(ArchiveFile file)
    {
        if (_others.Count < 1000) _others.Add(file.Path.Length == 0 ? "what it packs" : Texts.Clip(file.Path, 80));
        else _more++;
        return null;
    }

    private string Others() => Texts.Some(_others);

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

    private static bool IsReport(byte[] head)
    {
        var beginning = ReportHead.Of(new MemoryStream(head));
        return ReportFormats.All.Any(f => f.Recognises(beginning));
    }

    // An empty file has no content to be recognised by: then its name tells whether a run was to write a report there.
    private static bool IsCalledReport(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".xml" or ".trx" or ".json" or ".jsonl" or ".ndjson" or ".tap";
}
