using Steward.Kernel;
using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Contents;

/// <summary>What a stream holds from here to its end. An error in it fails the whole backup: what would be kept is not what was meant.</summary>
/// <param name="stream">The stream; closed when this is disposed.</param>
/// <param name="what">Its name, for the sentence.</param>
/// <param name="mayBeEmpty">Whether nothing at all is an answer.</param>
internal sealed class OpenStream(Stream stream, string what, bool mayBeEmpty = true) : IContent
{
    private long _bytes;

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        try
        {
            var read = stream.Read(into);
            _bytes += read;
            if (read > 0 || _bytes > 0 || mayBeEmpty || into.IsEmpty) return read;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StewardException.Invalid($"{what} broke off after {Texts.Count(_bytes, "byte")}: {Texts.Clip(failure.Message, 200)}", failure);
        }

        throw StewardException.Invalid($"{what} was empty: the program that should have written it has probably failed. There is no snapshot.");
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => entry with { Size = _bytes };

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
