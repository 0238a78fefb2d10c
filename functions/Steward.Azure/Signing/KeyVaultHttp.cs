using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Steward.Kernel;

namespace Steward.Azure.Signing;

/// <summary>Requests to one vault, with tokens and retries as Azure's own clients have them; errors in the ports' kinds.</summary>
internal sealed class KeyVaultHttp
{
    private readonly HttpPipeline _pipeline;
    private readonly string _host;

    public KeyVaultHttp(Uri key, TokenCredential credential, HttpPipelineTransport? transport)
    {
        _host = key.Host;
        var options = new Options { RetryPolicy = new KeyVaultRetries() };
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        if (transport is not null) options.Transport = transport;
        // The audience is the cloud's: vault.azure.net, vault.azure.cn...
        var audience = $"https://{_host[(_host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, audience));
    }

    public JsonDocument Get(Uri address)
    {
        using var message = Message(RequestMethod.Get, address);
        try
        {
            _pipeline.Send(message, CancellationToken.None);
        }
        catch (Exception failure) when (IsUnreachable(failure))
        {
            throw Unreachable(failure);
        }

        return KeyVaultAnswers.Read(message.Response, _host);
    }

    public async Task<JsonDocument> PostAsync(Uri address, BinaryData json, CancellationToken cancellation)
    {
        using var message = Message(RequestMethod.Post, address);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(json);
        try
        {
            await _pipeline.SendAsync(message, cancellation);
        }
        catch (Exception failure) when (IsUnreachable(failure) && !cancellation.IsCancellationRequested)
        {
            throw Unreachable(failure);
        }

        return KeyVaultAnswers.Read(message.Response, _host);
    }

    private HttpMessage Message(RequestMethod method, Uri address)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    // The pipeline tells a time-out as a task that nobody cancelled.
    private static bool IsUnreachable(Exception failure) =>
        failure is RequestFailedException or AggregateException or HttpRequestException or AuthenticationFailedException or OperationCanceledException;

    private StewardException Unreachable(Exception failure) =>
        StewardException.Unavailable($"The vault {_host} cannot be reached, or no identity was found to ask it with. Nothing was signed; it is tried again.", failure);

    private sealed class Options : ClientOptions;
}
