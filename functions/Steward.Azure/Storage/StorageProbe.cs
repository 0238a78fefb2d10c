using Azure;
using Steward.Health;
using Steward.Kernel;

namespace Steward.Azure.Storage;

/// <summary>Asks Table storage for one row that need not be there.</summary>
/// <param name="account">The storage account.</param>
/// <param name="time">The clock.</param>
public sealed class StorageProbe(StorageAccount account, TimeProvider time) : IStorageProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(cancellation).WaitAsync(Patience, time, cancellation);
        }
        catch (Exception failure) when (failure is StewardException or TimeoutException or RequestFailedException)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancellation)
    {
        var table = await account.TableAsync("Access");
        await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<global::Azure.Data.Tables.TableEntity>("probe", "probe", cancellationToken: cancellation));
        return true;
    }
}
