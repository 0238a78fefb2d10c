using System.Net;
using Steward.Kernel;

namespace Steward.Azure.Packages;

/// <summary>Bounded GET requests to registries; what goes wrong becomes a sentence with the host's name and nothing else of the address.</summary>
/// <param name="http">The client.</param>
/// <param name="silences">Which hosts do not answer.</param>
internal sealed class RegistryHttp(HttpClient http, Silences silences)
{
    /// <summary>The most bytes of one answer.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The most bytes of one downloaded file.</summary>
    public const int MaxFileBytes = 512 * 1024 * 1024;

    // A file may take so many times as long as an answer.
    private const int PatienceWithFiles = 12;

    /// <summary>True for an absolute http or https address without credentials in it.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;

    /// <summary>The bytes at an address; null for 404.</summary>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        return await CopyAsync(address, buffer, MaxBytes, 1, cancellation) ? buffer.ToArray() : null;
    }

    /// <summary>A file at an address, at its beginning, in the temporary folder until it is disposed; null for 404.</summary>
    public async Task<Stream?> DownloadAsync(Uri address, CancellationToken cancellation, int most = MaxFileBytes)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            if (await CopyAsync(address, file, most, PatienceWithFiles, cancellation))
            {
                file.Position = 0;
                return file;
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        await file.DisposeAsync();
        return null;
    }

    private async Task<bool> CopyAsync(Uri address, Stream to, int most, int patience, CancellationToken cancellation)
    {
        silences.ThrowIfSilent(address.Authority);
        try
        {
            var found = await AskAsync(address, to, most, patience, cancellation);
            silences.Forget(address.Authority);
            return found;
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            silences.Note(address.Authority, failure.Message);
            throw;
        }
    }

    private async Task<bool> AskAsync(Uri address, Stream to, int most, int patience, CancellationToken cancellation)
    {
        // The client's own limit ends with the headers; this one holds for the whole answer.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(http.Timeout * patience);
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return false;
            if (!answer.IsSuccessStatusCode) throw Refused(address, answer);
            await using var content = await answer.Content.ReadAsStreamAsync(limit.Token);
            await CopyAsync(address, content, to, most, limit.Token);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var why = failure is HttpRequestException request ? request.HttpRequestError : HttpRequestError.ResponseEnded;
            throw StewardException.Unavailable($"The registry {address.Host} cannot be reached ({why}).", failure);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw StewardException.Unavailable($"The registry {address.Host} did not answer in time.", late);
        }
    }

    private static async Task CopyAsync(Uri address, Stream from, Stream to, int most, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        for (var copied = 0; await from.ReadAsync(buffer, cancellation) is var read and > 0;)
        {
            if ((copied += read) > most) throw StewardException.Invalid($"The answer of {address.Host} has more than {most} bytes.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private static StewardException Refused(Uri address, HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new StewardException(FailureKind.Forbidden, $"The registry {address.Host} asks for credentials, which Steward does not have."),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
            new StewardException(FailureKind.Unavailable, $"The registry {address.Host} answered {(int)answer.StatusCode}.")
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            },
        _ => StewardException.Invalid($"The registry {address.Host} answered {(int)answer.StatusCode}."),
    };
}
