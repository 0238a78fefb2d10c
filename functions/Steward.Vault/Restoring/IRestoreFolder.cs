using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>
/// A folder that is restored into, by handle and never by a path through links. Names are one part of a path. Errors are I/O errors of one entry; a full disk is
/// <see cref="DiskFullException"/>. Files of one folder may be made by several threads at once.
/// </summary>
internal interface IRestoreFolder : IDisposable
{
    /// <summary>Makes or opens a folder in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="replace">True: something else that has the name goes.</param>
    IRestoreFolder Folder(ReadOnlySpan<byte> name, bool replace);

    /// <summary>What a file of that name holds; null when there is no file.</summary>
    IContent? Existing(ReadOnlySpan<byte> name);

    /// <summary>Begins a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="replace">True: it takes the place of what has the name, once it is complete.</param>
    IRestoreFile NewFile(ReadOnlySpan<byte> name, bool replace);

    /// <summary>Makes a link, pipe or device.</summary>
    void Make(ReadOnlySpan<byte> name, Entry entry, bool replace, SourceProblems problems);

    /// <summary>Makes another name of a file that was restored before.</summary>
    /// <param name="name">The name.</param>
    /// <param name="first">The file's path below the target.</param>
    /// <param name="replace">True: something else that has the name goes.</param>
    void Link(ReadOnlySpan<byte> name, EntryPath first, bool replace);

    /// <summary>Gives a file whose content was there already the entry's attributes.</summary>
    void Describe(ReadOnlySpan<byte> name, Entry entry, SourceProblems problems);

    /// <summary>Gives the folder itself its attributes; the last thing that is done with it.</summary>
    void Describe(Entry entry, SourceProblems problems);

    /// <summary>True when nothing is in it.</summary>
    bool IsEmpty { get; }

    /// <summary>Removes a file; that there is none is no error.</summary>
    void Remove(ReadOnlySpan<byte> name);
}

/// <summary>A file while it is restored; disposing one that was not completed removes it.</summary>
internal interface IRestoreFile : IDisposable
{
    /// <summary>Writes at an offset; what is never written is a hole.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Gives it its length and attributes and its name.</summary>
    void Complete(Entry entry, SourceProblems problems);
}

/// <summary>The disk is full, or the quota of the user.</summary>
internal sealed class DiskFullException(string message, Exception inner) : IOException(message, inner);
