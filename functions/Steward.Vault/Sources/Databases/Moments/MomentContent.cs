using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Databases.Moments;

/// <summary>The content of a moment, which is known when its dump has ended: waits for it. Entries are opened in their order, so the dump is under way or done.</summary>
internal sealed class MomentContent(Task<byte[]> known) : IContent
{
    private int _read;

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        var bytes = known.GetAwaiter().GetResult();
        var read = Math.Min(into.Length, bytes.Length - _read);
        bytes.AsSpan(_read, read).CopyTo(into);
        _read += read;
        return read;
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => entry with { Size = _read };

    /// <inheritdoc/>
    public void Dispose()
    {
        // The dump owns what it came from.
    }
}
