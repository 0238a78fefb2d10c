using Azure;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Azure.Vaults;

/// <summary>What the storage's errors mean for a vault.</summary>
internal static class VaultErrors
{
    // Container and version-level immutability policies (docs of Blob Storage, "Store business-critical blob data with immutable storage").
    private const string Immutable = "BlobImmutableDueToPolicy";
    private const string LegalHold = "BlobImmutableDueToLegalHold";

    public static async Task<T> TranslateAsync<T>(string name, string address, Func<Task<T>> call)
    {
        try
        {
            return await StorageErrors.Translate(call);
        }
        catch (RequestFailedException failure)
        {
            throw Meaning(failure, name, address);
        }
        catch (EndOfStreamException failure)
        {
            throw StewardException.Unavailable($"{address} broke off while {name} was read. Nothing was lost; try again.", failure);
        }
    }

    public static StewardException Truncated(string name, string address, long end) =>
        StewardException.Invalid($"{name} in {address} ends at byte {end}, before what should be there: it is truncated. Run 'steward vault verify'.");

    // Some answers carry the code in their header only.
    private static string? CodeOf(RequestFailedException failure) =>
        !string.IsNullOrEmpty(failure.ErrorCode) ? failure.ErrorCode : failure.GetRawResponse() is { } answer && answer.Headers.TryGetValue("x-ms-error-code", out var code) ? code : null;

    private static StewardException Meaning(RequestFailedException failure, string name, string address) => failure switch
    {
        _ when CodeOf(failure) is Immutable or LegalHold => new StewardException(
            FailureKind.Forbidden, $"{name} in {address} is kept by an immutability policy of the storage ({CodeOf(failure)}): it can be removed when its period has ended.", failure),
        { Status: 401 or 403 } => new StewardException(
            FailureKind.Forbidden, $"The credentials do not allow this for {name} in {address} ({failure.ErrorCode}). Writers need read, add, create and list; 'prune' and 'forget' need delete as well.", failure),
        { Status: 404 } => StewardException.NotFound($"{name} is not in {address}."),
        { Status: 416 } => Truncated(name, address, 0),
        { Status: 409 or 412 } => new StewardException(FailureKind.Unavailable, $"{address} did not take {name} now ({failure.ErrorCode}). Nothing was lost; try again.", failure),
        _ => StewardException.Invalid($"{address} answered {failure.Status} ({failure.ErrorCode}) for {name}: look at the address and the account.", failure),
    };
}
