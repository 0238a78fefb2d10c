using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>Rows that are written together or not at all. At most <see cref="MaxRows"/>.</summary>
internal sealed class Commit
{
    /// <summary>A transaction's 100 operations less the fence.</summary>
    public const int MaxRows = 99;

    /// <summary>A transaction's 4 MB less room for its envelope.</summary>
    public const int MaxBytes = 3_600_000;

    private readonly List<TableTransactionAction> _rows = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<TableTransactionAction> Rows => _rows;

    /// <summary>What they take on the wire, at most.</summary>
    public int Bytes { get; private set; }

    /// <summary>Adds a row that must be new; when it is there already the whole commit is left out.</summary>
    public Commit Insert(TableEntity row) => Append(TableTransactionActionType.Add, row);

    /// <summary>Writes a row, whatever was there.</summary>
    public Commit Put(TableEntity row) => Append(TableTransactionActionType.UpsertReplace, row);

    /// <summary>Writes some columns of a row that is there.</summary>
    public Commit Merge(TableEntity row) => Append(TableTransactionActionType.UpsertMerge, row);

    /// <summary>Removes a row.</summary>
    public Commit Delete(string partition, string row) =>
        Append(TableTransactionActionType.Delete, new TableEntity(partition, row) { ETag = Azure.ETag.All });

    /// <summary>Leaves out the deletion of what is not there.</summary>
    public void Forget(TableTransactionAction row) => _rows.Remove(row);

    private Commit Append(TableTransactionActionType kind, TableEntity row)
    {
        _rows.Add(new TableTransactionAction(kind, row));
        // 600 bytes of multipart envelope; the client may write any character as \uXXXX, six bytes.
        Bytes += 600 + row.Sum(column => column.Value is string text ? 6 * text.Length : 0);
        return this;
    }
}

/// <summary>How a commit ended.</summary>
internal enum CommitResult
{
    /// <summary>It is written.</summary>
    Written,

    /// <summary>A row that had to be new was there already; nothing of it is written.</summary>
    Exists,

    /// <summary>The service says that it cannot be right; nothing of it is written.</summary>
    Refused,
}
