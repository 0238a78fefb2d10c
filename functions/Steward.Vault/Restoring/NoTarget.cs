using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>The target of a dry run: nothing is written.</summary>
internal sealed class NoTarget : IRestoreFolder
{
    public static NoTarget Folder { get; } = new();

    public bool IsEmpty => true;

    public IContent? Existing(ReadOnlySpan<byte> name) => null;

    public void Describe(Entry entry, SourceProblems problems)
    {
        // There is nothing to describe.
    }

    public void Remove(ReadOnlySpan<byte> name)
    {
        // There is nothing to remove.
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    IRestoreFolder IRestoreFolder.Folder(ReadOnlySpan<byte> name, bool replace) => throw Dry();

    public IRestoreFile NewFile(ReadOnlySpan<byte> name, bool replace) => throw Dry();

    public void Make(ReadOnlySpan<byte> name, Entry entry, bool replace, SourceProblems problems) => throw Dry();

    public void Link(ReadOnlySpan<byte> name, EntryPath first, bool replace) => throw Dry();

    public void Describe(ReadOnlySpan<byte> name, Entry entry, SourceProblems problems) => throw Dry();

    private static InvalidOperationException Dry() => new("A dry run writes nothing.");
}
