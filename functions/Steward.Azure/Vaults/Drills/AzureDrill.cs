using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Vault.Drills;

namespace Steward.Azure.Vaults.Drills;

/// <summary>Tables and containers: restored under a prefix of their own, read again, compared, and removed.</summary>
/// <param name="account">The account in which that is done.</param>
public sealed class AzureDrill(StorageAccount account) : IDrill
{
    private const int Digits = 12;

    /// <inheritdoc/>
    public string Kind => "azure";

    /// <inheritdoc/>
    public bool NeedsFolder => false;

    /// <inheritdoc/>
    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        // Nothing but a drill has such a prefix: what a killed one left goes first.
        var prefix = $"drill{place.Snapshot.Id[..Digits]}";
        await RemoveAsync(account.Beside(prefix), cancellation);
        try
        {
            var report = await new AzureRestore(place.Vault, place.Snapshot.Snapshot, account.Beside(prefix)).RunAsync(cancellation);
            findings.Different(report.Differences);
            findings.Counted("tables", report.Tables);
            findings.Counted("rows", report.Rows);
            findings.Counted("blobs byte by byte", report.Blobs);
            await place.Command(new Dictionary<string, string?> { ["STEWARD_DRILL_PREFIX"] = prefix });
        }
        finally
        {
            await RemoveAsync(account.Beside(prefix), CancellationToken.None);
        }
    }

    private static async Task RemoveAsync(StorageAccount drill, CancellationToken cancellation)
    {
        await foreach (var table in drill.TableNamesAsync(cancellation)) await StorageErrors.Translate(async () => await (await drill.TableAsync(table)).DeleteAsync(cancellation));
        await foreach (var container in drill.ContainerNamesAsync(cancellation)) await StorageErrors.Translate(async () => await (await drill.ContainerAsync(container)).DeleteIfExistsAsync(cancellationToken: cancellation));
    }
}
