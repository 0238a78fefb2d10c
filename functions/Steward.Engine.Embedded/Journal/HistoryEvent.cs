using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Steward.Engine.Embedded.Run;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Journal;

/// <summary>What happened to an instance.</summary>
internal enum EventKind
{
    /// <summary>An activity or sub-orchestration gave a result.</summary>
    Completed,

    /// <summary>An activity or sub-orchestration failed for good.</summary>
    Failed,

    /// <summary>An attempt failed; the next one is due at a time. The orchestrator does not notice.</summary>
    Retry,

    /// <summary>A timer fired.</summary>
    Fired,

    /// <summary>Somebody raised an event.</summary>
    Raised,

    /// <summary>Events kept from the run before.</summary>
    Carried,
}

/// <summary>An event that ContinueAsNew keeps.</summary>
internal sealed record CarriedEvent(string Name, string? Payload);

/// <summary>One thing that happened: one row of the journal. There is no row for what was only asked for, since replay asks again.</summary>
internal sealed record HistoryEvent
{
    /// <summary>What happened.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>When, UTC: the orchestrator's clock after it.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The number of the step that it answers.</summary>
    public int? Step { get; init; }

    /// <summary>What that step was, so that replay notices changed code.</summary>
    public StepKind? StepKind { get; init; }

    /// <summary>The task's or event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The sub-orchestration's instance id.</summary>
    public string? Child { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public int? Attempts { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>True when it was recorded while the instance was held, so that the code had not seen it yet.</summary>
    public bool Held { get; init; }

    /// <summary>Its place in the run.</summary>
    [JsonIgnore]
    public int Seq { get; init; }

    /// <summary>Result or payload, JSON.</summary>
    [JsonIgnore]
    public string? Payload { get; init; }

    /// <summary>The row.</summary>
    public TableEntity ToEntity(string partition, string id, int run, Stored payload)
    {
        var row = new TableEntity(partition, RowKeys.Event(id, run, Seq)) { ["Event"] = Json.Write(this) };
        if (payload.Text is not null) row["Payload"] = payload.Text;
        if (payload.Blob is not null) row["Blob"] = payload.Blob;
        return row;
    }

    /// <summary>Reads the row and where its payload is.</summary>
    /// <exception cref="CorruptHistoryException">It cannot be read.</exception>
    public static (HistoryEvent Event, Stored Payload) FromEntity(TableEntity row)
    {
        try
        {
            var seq = int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1));
            var read = Json.Read<HistoryEvent>(row.GetString("Event") ?? throw new FormatException("the event is missing"));
            return (read with { Seq = seq }, new Stored(row.GetString("Payload"), row.GetString("Blob")));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException or InvalidCastException)
        {
            throw new CorruptHistoryException($"Row '{row.RowKey}' of the journal cannot be read: {failure.Message}", failure);
        }
    }
}
