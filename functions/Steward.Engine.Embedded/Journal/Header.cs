using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>The one row that tells an instance's state. Written in the same transaction as the events that led to it.</summary>
internal sealed record Header
{
    /// <summary>The instance's id.</summary>
    public required string Id { get; init; }

    /// <summary>The orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>The state.</summary>
    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>When it was scheduled.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this run began or is to begin: the orchestrator's first time.</summary>
    public required DateTimeOffset StartAt { get; init; }

    /// <summary>When something last happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Which run it is: grows with ContinueAsNew. Rows of older runs are dead.</summary>
    public int Run { get; init; }

    /// <summary>The input of this run.</summary>
    public Stored Input { get; init; }

    /// <summary>The output, when it has ended.</summary>
    public Stored Output { get; init; }

    /// <summary>The custom status as JSON.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>The first event of the run that tells of a failure: the point to which a rewind goes back.</summary>
    public int? FailedAt { get; init; }

    /// <summary>True when it has ended.</summary>
    public bool Ended => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The row.</summary>
    public TableEntity ToEntity(string partition)
    {
        var row = new TableEntity(partition, RowKeys.Header(Id))
        {
            ["Id"] = Id, ["Name"] = Name, ["Status"] = Status.ToString(),
            ["CreatedAt"] = CreatedAt, ["StartAt"] = StartAt, ["UpdatedAt"] = UpdatedAt, ["Run"] = Run,
        };
        Put(row, "Input", Input.Text);
        Put(row, "InputBlob", Input.Blob);
        Put(row, "Output", Output.Text);
        Put(row, "OutputBlob", Output.Blob);
        Put(row, "Custom", CustomStatus);
        Put(row, "ErrorType", Failure?.ErrorType);
        Put(row, "Error", Failure?.ErrorMessage);
        if (Failure is not null) row["Retriable"] = Failure.IsRetriable;
        if (FailedAt is { } at) row["FailedAt"] = at;
        return row;
    }

    /// <summary>The columns that change when something happened and nothing else changed: less to send with each step.</summary>
    public TableEntity ToTouch(string partition) => new(partition, RowKeys.Header(Id)) { ["UpdatedAt"] = UpdatedAt };

    /// <summary>Reads the row. What cannot be read becomes a failed instance that says so: it must not take the node with it.</summary>
    public static Header FromEntity(TableEntity row)
    {
        try
        {
            return Parse(row);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or InvalidCastException or ArgumentException)
        {
            return Unreadable(row, failure);
        }
    }

    private static Header Parse(TableEntity row) => new()
    {
        Id = Text(row, "Id") ?? throw new FormatException("it has no id"),
        Name = Text(row, "Name") ?? throw new FormatException("it has no name"),
        Status = Enum.Parse<OrchestrationRuntimeStatus>(Text(row, "Status") ?? throw new FormatException("it has no status")),
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? throw new FormatException("it has no time"),
        StartAt = row.GetDateTimeOffset("StartAt") ?? throw new FormatException("it has no start"),
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? throw new FormatException("it has no time"),
        Run = row.GetInt32("Run") ?? 0,
        Input = new Stored(Text(row, "Input"), Text(row, "InputBlob")),
        Output = new Stored(Text(row, "Output"), Text(row, "OutputBlob")),
        CustomStatus = Text(row, "Custom"),
        Failure = Text(row, "Error") is { } error
            ? new FailureDetails(Text(row, "ErrorType") ?? "", error, row.GetBoolean("Retriable") ?? true) : null,
        FailedAt = row.GetInt32("FailedAt"),
    };

    private static Header Unreadable(TableEntity row, Exception failure) => new()
    {
        Id = row.TryGetValue("Id", out var id) && id is string text ? text : row.RowKey[2..],
        Name = row.TryGetValue("Name", out var name) && name is string known ? known : "?",
        Status = OrchestrationRuntimeStatus.Failed,
        CreatedAt = row.Timestamp ?? default, StartAt = row.Timestamp ?? default, UpdatedAt = row.Timestamp ?? default,
        Failure = new FailureDetails("CorruptHeader", $"The header of this instance in the journal cannot be read: {failure.Message}.", false),
    };

    private static string? Text(TableEntity row, string column) => row.TryGetValue(column, out var value) ? (string?)value : null;

    private static void Put(TableEntity row, string column, string? value)
    {
        if (value is not null) row[column] = value;
    }
}
