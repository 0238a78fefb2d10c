using Steward.Kernel;
using Steward.Source;

namespace Steward.Azure.Git;

/// <summary>Joins what git says of files (raw) with what it says of lines (patch).</summary>
internal static class ChangeJoiner
{
    /// <summary>The files by path. The two answers must name the same files, or nothing is answered at all: Unavailable.</summary>
    public static IReadOnlyList<ChangedFile> Join(IReadOnlyList<RawChange> files, IReadOnlyList<PatchSection> sections)
    {
        var changes = new List<ChangedFile>(files.Count);
        var next = 0;
        foreach (var file in files)
        {
            // A file that becomes a link (or the other way round) is one file and two sections: gone, and new.
            var count = file.Status == 'T' ? 2 : 1;
            if (next + count > sections.Count) throw Torn();
            changes.Add(Join(file, [.. sections.Skip(next).Take(count)]));
            next += count;
        }

        if (next != sections.Count) throw Torn();
        return [.. changes.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    private static ChangedFile Join(RawChange file, PatchSection[] sections)
    {
        var (change, oldPath) = file.Status switch
        {
            'A' or 'C' => (FileChange.Added, null),
            'D' => (FileChange.Deleted, null),
            'R' => (FileChange.Renamed, file.OldPath),
            _ => (FileChange.Modified, (string?)null),
        };
        var gone = change == FileChange.Deleted;
        return new ChangedFile(file.NewPath, change, gone ? CommitSha.None : file.NewBlob, oldPath, Hunks(file, sections))
        {
            Kind = gone ? EntryKind.File : file.NewKind,
            IsBinary = sections.Any(s => s.IsBinary),
        };
    }

    // The lines that git shows for a submodule are not lines of any file here.
    private static IReadOnlyList<Hunk> Hunks(RawChange file, PatchSection[] sections)
    {
        if (sections.Any(s => s.IsBinary)) return [];
        if (file.Status != 'T') return IsSubmodule(file) ? [] : sections[0].Hunks;
        var old = file.OldKind == EntryKind.Submodule ? 0 : sections[0].Hunks.Sum(h => h.OldCount);
        var now = file.NewKind == EntryKind.Submodule ? 0 : sections[1].Hunks.Sum(h => h.NewCount);
        return LineDiff.Whole(old, now);
    }

    private static bool IsSubmodule(RawChange file) => (file.Status == 'D' ? file.OldKind : file.NewKind) == EntryKind.Submodule;

    private static StewardException Torn() => StewardException.Unavailable("git's two answers about the same change do not agree; try again.");
}
