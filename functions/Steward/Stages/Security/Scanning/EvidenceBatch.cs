using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Scanning;

/// <summary>Appends evidence in bulk while it comes in, so that what was scanned is kept when the rest fails.</summary>
internal sealed class EvidenceBatch(ILedger ledger, ProductId product) : IDisposable
{
    private const int Size = 100;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Evidence> _waiting = [];

    public async Task AddAsync(Evidence evidence, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _waiting.Add(evidence);
            if (_waiting.Count >= Size) await WriteAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Appends what is left, once nobody adds any more.</summary>
    public Task FlushAsync(CancellationToken cancellation) => _waiting.Count == 0 ? Task.CompletedTask : WriteAsync(cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task WriteAsync(CancellationToken cancellation)
    {
        await ledger.AppendAsync(product, [.. _waiting], cancellation);
        _waiting.Clear();
    }
}
