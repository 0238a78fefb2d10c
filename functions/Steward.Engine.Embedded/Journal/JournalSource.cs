using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>Opens the journal once storage answers, and keeps it open: table, payloads, and the number of stripes.</summary>
internal sealed class JournalSource(EngineOptions options)
{
    private Journal? _open;

    /// <summary>The journal; a failure is not kept. Two who open it at once do the same twice, which is harmless.</summary>
    public async ValueTask<Journal> OpenAsync(CancellationToken cancellation) => _open ??= await CreateAsync(cancellation);

    private async Task<Journal> CreateAsync(CancellationToken cancellation)
    {
        var table = await options.Table().WaitAsync(cancellation);
        var stripes = await JournalLayout.StripesAsync(table, options.Stripes, cancellation);
        return new Journal(table, new JournalReader(table, new PayloadStore(options.Container), stripes), stripes);
    }
}

/// <summary>An open journal.</summary>
/// <param name="Table">The table.</param>
/// <param name="Reader">Reads it.</param>
/// <param name="Stripes">How many stripes it has.</param>
internal sealed record Journal(TableClient Table, JournalReader Reader, int Stripes);
