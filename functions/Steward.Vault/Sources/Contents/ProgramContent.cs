using Steward.Vault.Entries;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Contents;

/// <summary>What a program prints. At the end its exit code counts: any but 0 fails the whole backup, because half a dump is worse than none.</summary>
/// <param name="program">The program; ended when this is disposed.</param>
/// <param name="what">What it does, for the sentence.</param>
internal sealed class ProgramContent(RunningProgram program, string what) : IContent
{
    private long _bytes;
    private bool _hasEnded;

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        if (_hasEnded || into.IsEmpty) return 0;
        var read = program.Output.Read(into);
        _bytes += read;
        if (read > 0) return read;
        _hasEnded = true;
        var code = program.WaitForEnd();
        return code == 0 ? 0 : throw program.Failed(what, code);
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => entry with { Size = _bytes };

    /// <inheritdoc/>
    public void Dispose() => program.Dispose();
}
