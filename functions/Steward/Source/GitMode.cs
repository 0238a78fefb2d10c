namespace Steward.Source;

/// <summary>Git's file modes as entries' kinds.</summary>
public static class GitMode
{
    /// <summary>The kind of a mode as git writes it (six octal digits). Old group-writable files (100664) are files.</summary>
    public static EntryKind Kind(string mode) => mode switch
    {
        "100755" => EntryKind.Executable,
        "120000" => EntryKind.SymbolicLink,
        "160000" => EntryKind.Submodule,
        _ => EntryKind.File,
    };
}
