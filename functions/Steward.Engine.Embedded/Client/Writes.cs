using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Node;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Client;

/// <summary>The verbs that change something: on the active node only, durable when they come back.</summary>
internal sealed class Writes(EngineParts parts, Bounded bounded, Func<CancellationToken, Task<Tenure>> active)
{
    private const int MaxEventName = 200;

    /// <summary>Starts an instance.</summary>
    public Task<string> ScheduleAsync(string name, object? input, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        var id = InstanceIds.Require(options?.InstanceId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (!parts.Catalog.Orchestrators.ContainsKey(name))
            throw StewardException.NotFound($"There is no orchestrator '{Texts.Clip(name, 100)}' in this program.");
        var json = Payload(input);
        return bounded.RunAsync(async stop =>
        {
            var tenure = await ReadyAsync(id, stop);
            if (await tenure.Births.CreateAsync(id, name, json, options?.StartAt) != CommitResult.Refused) return id;
            throw StewardException.Invalid($"Storage refused to store the orchestration '{id}'; the log has its reason.");
        }, cancellation);
    }

    /// <summary>Raises an event.</summary>
    public Task RaiseAsync(string id, string eventName, object? payload, CancellationToken cancellation)
    {
        if (eventName.Length is 0 or > MaxEventName) throw StewardException.Invalid($"An event's name has 1 to {MaxEventName} characters.");
        var json = Payload(payload);
        return TellAsync(id, ack => new Message.Raise(eventName, json, ack), _ => { }, cancellation);
    }

    /// <summary>Ends an instance.</summary>
    public Task TerminateAsync(string id, object? output, CancellationToken cancellation)
    {
        var json = Payload(output);
        return TellAsync(id, ack => new Message.Terminate(json, ack), ended =>
        {
            if (ended.Status != OrchestrationRuntimeStatus.Terminated) throw Ended(ended, "be terminated");
        }, cancellation);
    }

    /// <summary>Holds an instance.</summary>
    public Task SuspendAsync(string id, string? reason, CancellationToken cancellation) =>
        TellAsync(id, ack => new Message.Suspend(ack), ended => throw Ended(ended, "be suspended"), cancellation, reason);

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync(string id, string? reason, CancellationToken cancellation) =>
        TellAsync(id, ack => new Message.Resume(ack), ended => throw Ended(ended, "be resumed"), cancellation, reason);

    /// <summary>Takes a failed instance back.</summary>
    public Task RewindAsync(string id, string reason, CancellationToken cancellation) =>
        bounded.RunAsync(async stop =>
        {
            var tenure = await ReadyAsync(id, stop);
            Note(id, "Rewind", reason);
            if (await Rewinder.RewindAsync(tenure, id)) return true;
            var found = await tenure.Reader.FindAsync(id, stop) ?? throw Unknown(id);
            throw Conflict($"The orchestration '{id}' is {found.Status}; only a failed one can be taken back.");
        }, cancellation);

    /// <summary>Removes an ended instance.</summary>
    public Task<bool> PurgeAsync(string id, CancellationToken cancellation) =>
        bounded.RunAsync(async stop =>
        {
            var tenure = await ReadyAsync(id, stop);
            using var alone = await tenure.Locks.EnterAsync(id, stop);
            if (await tenure.Reader.FindAsync(id, stop) is null) return false;
            if (await tenure.FindEndedAsync(id) is null) throw Conflict($"The orchestration '{id}' has not ended. Terminate it first.");
            await tenure.Eraser.PurgeAsync(id);
            return true;
        }, cancellation);

    private Task<bool> TellAsync(
        string id, Func<Ack, Message> create, Action<Header> hasEnded, CancellationToken cancellation, string? reason = null) =>
        bounded.RunAsync(async stop =>
        {
            var tenure = await ReadyAsync(id, stop);
            while (true)
            {
                var ack = new Ack();
                var message = create(ack);
                if (tenure.Find(id) is { } running && running.Post(message))
                {
                    Note(id, message.GetType().Name, reason);
                    if (await ack.Task.WaitAsync(stop)) return true;
                }

                // Not in memory: it has ended, or was never there, or is just being created.
                var header = await tenure.Reader.FindAsync(id, stop) ?? throw Unknown(id);
                if (!header.Ended) continue;
                hasEnded(header);
                return true;
            }
        }, cancellation);

    private async Task<Tenure> ReadyAsync(string id, CancellationToken cancellation)
    {
        InstanceIds.Require(id);
        var tenure = await active(cancellation);
        return tenure.StripeOf(id).IsOut ? throw Bounded.Out() : tenure;
    }

    private string? Payload(object? value)
    {
        var json = value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Json.Options);
        if (json?.Length > parts.Options.MaxPayload)
            throw StewardException.Invalid($"The payload has {json.Length} characters of JSON; at most {parts.Options.MaxPayload} are allowed.");
        return json;
    }

    private void Note(string id, string verb, string? reason)
    {
        if (reason is null || !parts.Log.IsEnabled(LogLevel.Information)) return;
        using var scope = parts.Log.InstanceScope(id);
        parts.Log.VerbAsked(verb, Texts.Clip(reason, 500));
    }

    private static StewardException Ended(Header header, string verb) =>
        Conflict($"The orchestration '{header.Id}' is {header.Status} and can no longer {verb}.");

    private static StewardException Conflict(string message) => new(FailureKind.Conflict, message);

    private static StewardException Unknown(string id) => StewardException.NotFound($"There is no orchestration '{Texts.Clip(id, 200)}'.");
}
