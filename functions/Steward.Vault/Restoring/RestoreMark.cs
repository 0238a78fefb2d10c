using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Restoring;

/// <summary>
/// A file in the target that says which snapshot is being restored into it. It is there until the restore is complete: one that was broken off is known by it, and goes on.
/// </summary>
internal static class RestoreMark
{
    /// <summary>Its name.</summary>
    public const string Name = ".steward-restore";

    private const int MaxBytes = 200;

    private static ReadOnlySpan<byte> NameBytes => ".steward-restore"u8;

    /// <summary>Begins a restore. True when what has a name in the target may be of an earlier try or is to be replaced. Conflict when the target is not empty and nobody said that this is right.</summary>
    public static bool Begin(IRestoreFolder target, string path, string snapshot, bool overwrite)
    {
        var empty = target.IsEmpty;
        var before = empty ? null : Read(target);
        if (before is not null && before != snapshot && !overwrite)
            throw new StewardException(FailureKind.Conflict, $"In '{path}' a restore of another snapshot ({Texts.Clip(before, 12)}) was broken off: let that one go on, choose another target, or say --overwrite.");
        if (!empty && before is null && !overwrite)
            throw new StewardException(FailureKind.Conflict, $"'{path}' is not empty: choose an empty folder, or say --overwrite, which replaces what the snapshot has under the same name and leaves everything else.");
        if (before == snapshot) return true;
        using var file = target.NewFile(NameBytes, replace: !empty);
        file.Write(Encoding.ASCII.GetBytes(snapshot), 0);
        file.Complete(new Entry { Path = EntryPath.Of(Name), Kind = EntryKind.File, Mode = 0x180 }, new Sources.SourceProblems());
        return !empty;
    }

    /// <summary>The restore is complete.</summary>
    public static void End(IRestoreFolder target) => target.Remove(NameBytes);

    private static string? Read(IRestoreFolder target)
    {
        using var file = target.Existing(NameBytes);
        if (file is null) return null;
        var bytes = new byte[MaxBytes];
        return Encoding.UTF8.GetString(bytes, 0, file.Read(bytes));
    }
}
