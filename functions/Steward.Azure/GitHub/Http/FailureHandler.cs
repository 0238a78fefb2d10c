using System.Net;

namespace Steward.Azure.GitHub.Http;

/// <summary>Sends, within a time limit, and turns refusals and silence into the ports' kinds. Only 401 passes: the token's owner deals with it.</summary>
internal sealed class FailureHandler(TimeSpan callTime, TimeProvider time) : DelegatingHandler
{
    private const int MaxMessageBytes = 16 * 1024;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(callTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var response = await base.SendAsync(request, stop.Token);
            if ((int)response.StatusCode < 400 || response.StatusCode == HttpStatusCode.Unauthorized) return await GuardAsync(response, stop.Token);
            using (response) throw GitHubFailures.Read(request, response, await BodyAsync(response, stop.Token), time.GetUtcNow());
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw GitHubFailures.NoAnswer(request, failure);
        }
    }

    // The body comes after the answer's head: it is watched too.
    private async Task<HttpResponseMessage> GuardAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var guarded = new StreamContent(new AnswerStream(await response.Content.ReadAsStreamAsync(cancellation), callTime, time));
        foreach (var (name, values) in response.Content.Headers) guarded.Headers.TryAddWithoutValidation(name, values);
        response.Content = guarded;
        return response;
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MaxMessageBytes];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }
}
