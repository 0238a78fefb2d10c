using Azure;
using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>What a failed storage call means.</summary>
internal static class StorageFaults
{
    /// <summary>True when nothing is known of the outcome or the service asked to wait; trying again can help.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        // 400, 404, 409, 412 and 413 are answers about what was sent; all else (also 401 and 403, which an operator mends) is about the service.
        RequestFailedException answered => answered.Status is not (400 or 404 or 409 or 412 or 413),
        AggregateException many => many.InnerExceptions.All(IsTransient),
        HttpRequestException or IOException or TimeoutException => true,
        OperationCanceledException cancelled => cancelled.InnerException is TimeoutException,
        Kernel.StewardException known => known.IsRetryable,
        _ => false,
    };

    /// <summary>True when the fence, or a row that should be new or there, was not as expected.</summary>
    public static bool IsConflict(Exception failure) => failure is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>The row, or null when it is not there.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table, string partition, string row, IEnumerable<string>? select = null, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancellation);
        return found.HasValue ? found.Value : null;
    }
}
