using Steward.Vault.Entries;
using Steward.Vault.Sources.Folders.Patterns;

namespace Steward.Vault.Restoring;

/// <summary>Which entries of a snapshot are meant, by patterns as in .gitignore; a folder is meant with all that is in it.</summary>
internal sealed class RestoreSelection(RestoreOptions options)
{
    private readonly IgnoreFile? _include = options.Include.Count == 0 ? null : IgnoreFile.Of(options.Include);
    private readonly IgnoreFile? _exclude = options.Exclude.Count == 0 ? null : IgnoreFile.Of(options.Exclude);
    private EntryPath? _left;

    /// <summary>True when the snapshot is restored whole.</summary>
    public bool IsAll => _include is null;

    /// <summary>True when an entry is restored; entries come in their order.</summary>
    public bool Takes(Entry entry, bool isInTaken)
    {
        if (_left is { } left && entry.Path.Bytes.Span.StartsWith(left.Bytes.Span) && entry.Path.Bytes.Span[left.Bytes.Length..] is [(byte)'/', ..]) return false;
        var folder = entry.Kind == EntryKind.Directory;
        if (_exclude?.LeavesOut(entry.Path.Bytes.Span, folder) == true)
        {
            if (folder) _left = entry.Path;
            return false;
        }

        return isInTaken || _include!.LeavesOut(entry.Path.Bytes.Span, folder) == true;
    }
}
