using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Steward.Vault.Entries;
using Steward.Vault.Native;
using Steward.Vault.Sources.Folders.Patterns;

namespace Steward.Vault.Sources.Folders.Linux;

/// <summary>A folder that a walk is in. Its handle is closed while the walk is far below, and opened again by its path: no tree is too deep.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxFrame(SafeFileHandle root, EntryPath path, EntryPath below, IgnoreRules rules) : IDisposable
{
    private SafeFileHandle? _handle;

    /// <summary>Its path in the snapshot.</summary>
    public EntryPath Path => path;

    /// <summary>Its path below the walk's root.</summary>
    public EntryPath Below => below;

    public IgnoreRules Rules { get; private set; } = rules;

    public LinuxFolder Names { get; private set; } = new();

    public int Next { get; set; }

    public SafeFileHandle Handle => _handle ??= LinuxFiles.OpenFolder(root, below.Bytes.Span);

    /// <summary>Opens it, reads its names and its ignore files.</summary>
    public void Read(SafeFileHandle? above, ReadOnlySpan<byte> name, LinuxContext context)
    {
        if (above is not null) _handle = LinuxFiles.OpenAt(above, name, OpenFlags.Folder);
        Names = LinuxFolder.Read(Handle);
        foreach (var ignore in context.Options.IgnoreFiles)
            if (System.Text.Encoding.UTF8.GetBytes(ignore) is var file && Names.Has(file)) ReadRules(file, context.Problems);
    }

    /// <summary>Gives the handle back until it is needed again.</summary>
    public void Rest()
    {
        _handle?.Dispose();
        _handle = null;
    }

    public void Dispose() => Rest();

    private void ReadRules(byte[] name, SourceProblems problems)
    {
        try
        {
            using var file = LinuxFiles.OpenAt(Handle, name, OpenFlags.Read | OpenFlags.NonBlocking);
            var stat = LinuxFiles.Stat(file);
            if (stat.Type != LinuxStat.TypeFile) return;
            if (stat.Size > IgnoreFile.MaxBytes) throw new IOException("it is larger than 1 MiB");
            var content = new byte[IgnoreFile.MaxBytes];
            var (length, read) = (0, 0);
            while (length < content.Length && (read = LinuxFiles.Read(file, content.AsSpan(length))) > 0) length += read;
            Rules = Rules.With(below.Bytes.Span, IgnoreFile.Parse(content.AsSpan(0, length)));
        }
        catch (IOException failure)
        {
            problems.Add($"'{path.Below(name)}' cannot be read ({failure.Message}): what it would leave out is backed up.");
        }
    }
}
