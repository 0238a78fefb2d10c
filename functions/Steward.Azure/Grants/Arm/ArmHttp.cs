using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Steward.Kernel;

namespace Steward.Azure.Grants.Arm;

/// <summary>Requests to Azure Resource Manager, with tokens and retries as Azure's own clients have them; errors in the ports' kinds.</summary>
internal sealed class ArmHttp
{
    private readonly HttpPipeline _pipeline;
    private readonly TokenCredential _credential;
    private readonly Uri _address;

    public ArmHttp(ArmOptions options)
    {
        (_credential, _address) = (options.Credential, options.Address);
        var client = new Options();
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        client.Retry.MaxRetries = 2;
        client.Retry.Delay = TimeSpan.FromMilliseconds(400);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        if (options.Transport is not null) client.Transport = options.Transport;
        _pipeline = HttpPipelineBuilder.Build(client, new BearerTokenAuthenticationPolicy(_credential, Scope));
    }

    private string Scope => $"https://{_address.Host}/.default";

    /// <summary>The bearer token itself, to see who asks.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellation) =>
        await AskAsync(async () => (await _credential.GetTokenAsync(new TokenRequestContext([Scope]), cancellation)).Token, cancellation);

    /// <summary>Reads a page; the address of the next one comes from Azure, and must lead to Azure.</summary>
    public async Task<JsonDocument> GetAsync(string address, CancellationToken cancellation)
    {
        var target = new Uri(_address, address);
        if (target.Host != _address.Host) throw StewardException.Unavailable("Azure's answer leads to another host for its next page, and is not followed.");
        return await SendAsync(RequestMethod.Get, target, null, ArmAnswers.Read, cancellation);
    }

    /// <summary>Puts something; what is there already is done.</summary>
    public Task PutAsync(string address, BinaryData json, CancellationToken cancellation) =>
        SendAsync(RequestMethod.Put, new Uri(_address, address), json, ArmAnswers.ReadPut, cancellation);

    /// <summary>Takes something away; what is not there is done.</summary>
    public Task DeleteAsync(string address, CancellationToken cancellation) =>
        SendAsync(RequestMethod.Delete, new Uri(_address, address), null, ArmAnswers.ReadDelete, cancellation);

    private Task<T> SendAsync<T>(RequestMethod method, Uri address, BinaryData? json, Func<Response, T> read, CancellationToken cancellation) => AskAsync(
        async () =>
        {
            using var message = _pipeline.CreateMessage();
            message.Request.Method = method;
            message.Request.Uri.Reset(address);
            message.Request.Headers.Add("Accept", "application/json");
            if (json is not null)
            {
                message.Request.Headers.Add("Content-Type", "application/json");
                message.Request.Content = RequestContent.Create(json);
            }

            await _pipeline.SendAsync(message, cancellation);
            return read(message.Response);
        },
        cancellation);

    // The pipeline tells a time-out as a task that nobody cancelled.
    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or HttpRequestException or IOException or AuthenticationFailedException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw StewardException.Unavailable($"Azure Resource Manager ({_address.Host}) cannot be reached, or no identity was found to ask it with. Try again.", failure);
        }
    }

    private sealed class Options : ClientOptions;
}
