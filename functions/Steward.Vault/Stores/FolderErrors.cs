using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>What errors of a file system mean for a vault.</summary>
internal static class FolderErrors
{
    public static async Task<T> TranslateAsync<T>(string name, string address, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StewardException.NotFound($"{name} is not in {address}.");
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StewardException(FailureKind.Forbidden, $"{name} in {address} may not be touched: {failure.Message}", failure);
        }
        catch (IOException failure)
        {
            throw StewardException.Unavailable($"{name} in {address} could not be read or written: {failure.Message} Nothing was lost; look at the disk, and try again.", failure);
        }
    }
}
