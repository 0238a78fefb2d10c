using System.Net;
using Steward.Kernel;

namespace Steward.Azure.Packages;

/// <summary>Bounded GET requests to registries; what goes wrong becomes a sentence with the host's name and nothing else of the address.</summary>
/// <param name="http">The client.</param>
internal sealed class RegistryHttp(HttpClient http)
{
    /// <summary>The most bytes of one answer.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>True for an absolute http or https address without credentials in it.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;

    /// <summary>The bytes at an address; null for 404.</summary>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            if (!answer.IsSuccessStatusCode) throw Refused(address, answer);
            await answer.Content.LoadIntoBufferAsync(MaxBytes, cancellation);
            return await answer.Content.ReadAsByteArrayAsync(cancellation);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw StewardException.Invalid($"The answer of {address.Host} has more than {MaxBytes} bytes.", failure);
        }
        catch (HttpRequestException failure)
        {
            throw StewardException.Unavailable($"The registry {address.Host} cannot be reached ({failure.HttpRequestError}).", failure);
        }
        catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw StewardException.Unavailable($"The registry {address.Host} did not answer in time.", late);
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
