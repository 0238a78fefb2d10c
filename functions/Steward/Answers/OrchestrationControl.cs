using Steward.Engine;
using Steward.Kernel;

namespace Steward.Answers;

/// <summary>Shows and steers orchestrations for people.</summary>
/// <param name="client">The engine.</param>
public sealed class OrchestrationControl(IOrchestrationClient client)
{
    private const int MaxShown = 200;
    private const int MaxId = 200;
    private const int MaxReason = 200;

    /// <summary>The state that a text names, in any letter case; null for none. Invalid for anything else.</summary>
    public static OrchestrationRuntimeStatus? ReadStatus(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw StewardException.Invalid($"'{Texts.Clip(text, 40)}' is not a state. States: {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}.");
    }

    /// <summary>Instances, failed ones first, then the newest.</summary>
    /// <param name="prefix">Only ids that begin so; null: all.</param>
    /// <param name="status">Only this state; null: all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<OrchestrationList> ListAsync(string? prefix, OrchestrationRuntimeStatus? status, CancellationToken cancellation)
    {
        if (status is not null) return await PageAsync(prefix, status.Value, cancellation);
        var failed = await PageAsync(prefix, OrchestrationRuntimeStatus.Failed, cancellation);
        var found = await ReadAsync(new OrchestrationQuery(InstanceIdPrefix: prefix, PageSize: MaxShown + 1), cancellation);
        var all = failed.Orchestrations.Concat(found.Take(MaxShown)).DistinctBy(i => i.InstanceId)
            .OrderByDescending(i => i.RuntimeStatus == OrchestrationRuntimeStatus.Failed).ThenByDescending(i => i.LastUpdatedAt);
        return new OrchestrationList([.. all.Take(MaxShown)], failed.More || found.Count > MaxShown);
    }

    /// <summary>How many instances have failed, at most 201 counted; null when the engine cannot be asked now.</summary>
    public async Task<int?> FailedAsync(CancellationToken cancellation)
    {
        try
        {
            return (await ReadAsync(new OrchestrationQuery([OrchestrationRuntimeStatus.Failed], PageSize: MaxShown + 1), cancellation)).Count;
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            return null;
        }
    }

    /// <summary>One instance with its input and output. NotFound when there is none.</summary>
    public async Task<OrchestrationMetadata> GetAsync(string id, CancellationToken cancellation) =>
        await client.GetInstanceAsync(CheckId(id), getInputsAndOutputs: true, cancellation) ?? throw Unknown(id);

    /// <summary>Lets a held instance go on, and a failed one try again.</summary>
    public async Task<SteerAnswer> ResumeAsync(SteerRequest request, CancellationToken cancellation)
    {
        var instance = await GetAsync(request.Id, cancellation);
        var reason = ReasonOf(request) ?? "asked for";
        switch (instance.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Suspended:
                await client.ResumeInstanceAsync(request.Id, reason, cancellation);
                return new SteerAnswer(request.Id, "resumed");
            case OrchestrationRuntimeStatus.Failed:
                await client.RewindInstanceAsync(request.Id, reason, cancellation);
                return new SteerAnswer(request.Id, "rewound");
            default:
                throw new StewardException(FailureKind.Conflict, $"{Clip(request.Id)} is {instance.RuntimeStatus}. Only suspended and failed orchestrations are resumed.");
        }
    }

    /// <summary>Holds an instance.</summary>
    public async Task<SteerAnswer> SuspendAsync(SteerRequest request, CancellationToken cancellation)
    {
        await client.SuspendInstanceAsync(CheckId(request.Id), ReasonOf(request), cancellation);
        return new SteerAnswer(request.Id, "suspended");
    }

    /// <summary>Ends an instance.</summary>
    public async Task<SteerAnswer> TerminateAsync(SteerRequest request, CancellationToken cancellation)
    {
        await client.TerminateInstanceAsync(CheckId(request.Id), ReasonOf(request), cancellation);
        return new SteerAnswer(request.Id, "terminated");
    }

    /// <summary>Removes an ended instance with its history. NotFound when there is none.</summary>
    public async Task<SteerAnswer> PurgeAsync(SteerRequest request, CancellationToken cancellation) =>
        await client.PurgeInstanceAsync(CheckId(request.Id), cancellation) ? new SteerAnswer(request.Id, "purged") : throw Unknown(request.Id);

    private async Task<OrchestrationList> PageAsync(string? prefix, OrchestrationRuntimeStatus status, CancellationToken cancellation)
    {
        var found = await ReadAsync(new OrchestrationQuery([status], prefix, MaxShown + 1), cancellation);
        return new OrchestrationList([.. found.Take(MaxShown).OrderByDescending(i => i.LastUpdatedAt)], found.Count > MaxShown);
    }

    private async Task<List<OrchestrationMetadata>> ReadAsync(OrchestrationQuery query, CancellationToken cancellation)
    {
        if (query.InstanceIdPrefix?.Length > MaxId) throw StewardException.Invalid($"The beginning of an id has at most {MaxId} characters.");
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in client.GetAllInstancesAsync(query, cancellation))
        {
            found.Add(instance);
            if (found.Count == query.PageSize) break; // a page's size is no end: other engines go on with the next page
        }

        return found;
    }

    private static string CheckId(string? id) => id is { Length: > 0 and <= MaxId }
        ? id
        : throw StewardException.Invalid($"An orchestration's id has 1 to {MaxId} characters. The list of orchestrations shows them.");

    private static string? ReasonOf(SteerRequest request) => Texts.Clip(request.Reason, MaxReason);

    private static string Clip(string id) => Texts.Clip(id, 80);

    private static StewardException Unknown(string id) =>
        StewardException.NotFound($"There is no orchestration '{Clip(id)}'. 'steward orchestrations list' shows those there are.");
}
