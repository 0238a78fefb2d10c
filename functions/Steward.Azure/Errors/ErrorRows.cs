using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Azure.Errors;

/// <summary>
/// The rows of the table <c>Errors</c>, one partition a product: <c>g~id</c> what a group is, <c>c~release~id</c> its counts in a release,
/// <c>r~release</c> that a release was reported, <c>b~release~batch~part</c> which groups of a batch are counted. Tags never carry a tilde.
/// </summary>
internal static class ErrorRows
{
    public const string GroupPrefix = "g~";
    public const string ReleasePrefix = "r~";

    private const string Template = "Template";
    private const string Context = "Context";
    private const string Count = "Count";
    private const string Example = "Example";
    private const string First = "First";
    private const string Last = "Last";
    private const string Tag = "Tag";
    private const string Applied = "Applied";
    private const string Digest = "Digest";

    public static string PartitionOf(ProductId product) => Keys.Escape(product.ToString());

    public static string CountPrefix(string release) => $"c~{Keys.Escape(release)}~";

    public static string BatchPrefix(ErrorBatch batch) => $"b~{Keys.Escape(batch.Release)}~{batch.Id}~";

    public static TableEntity Release(ProductId product, ErrorBatch batch) => new(PartitionOf(product), ReleasePrefix + Keys.Escape(batch.Release))
    {
        [Tag] = batch.Release, [First] = batch.ReceivedAt,
    };

    public static TableEntity Marker(ProductId product, ErrorBatch batch, int part, IEnumerable<ErrorGroup> groups) =>
        new(PartitionOf(product), BatchPrefix(batch) + Keys.Number(part))
        {
            [Applied] = string.Join(',', groups.Select(g => g.Id)), [Digest] = batch.Digest, [Last] = batch.ReceivedAt,
        };

    public static TableEntity Group(ProductId product, ErrorGroup group) => new(PartitionOf(product), GroupPrefix + group.Id)
    {
        [Template] = group.Template, [Context] = group.Context,
    };

    /// <summary>The row of a group's counts: a new one, or the one that is there with the batch added.</summary>
    public static TableTransactionAction Counted(ProductId product, ErrorBatch batch, ErrorGroup group, TableEntity? there)
    {
        var row = new TableEntity(PartitionOf(product), CountPrefix(batch.Release) + group.Id)
        {
            [Template] = group.Template,
            [Context] = group.Context,
            [Count] = group.Count + (there?.GetInt64(Count) ?? 0),
            [Example] = there?.GetString(Example) ?? group.Example,
            [First] = there?.GetDateTimeOffset(First) ?? batch.ReceivedAt,
            [Last] = batch.ReceivedAt,
        };
        return there is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, there.ETag);
    }

    public static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row, ETag.All);

    public static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    public static string IdIn(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('~') + 1)..];

    public static IEnumerable<string> AppliedIn(TableEntity marker) =>
        marker.GetString(Applied).Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static string DigestIn(TableEntity marker) => marker.GetString(Digest);

    public static KnownGroup ToKnown(TableEntity row) => new(IdIn(row), row.GetString(Context), row.GetString(Template));

    public static ReportedRelease ToRelease(TableEntity row) => new(row.GetString(Tag), TimeIn(row, First));

    public static GroupTally ToTally(TableEntity row) => new(
        IdIn(row), row.GetString(Template), row.GetString(Context), row.GetInt64(Count) ?? 0, TimeIn(row, First), TimeIn(row, Last), row.GetString(Example));

    private static DateTimeOffset TimeIn(TableEntity row, string property) => row.GetDateTimeOffset(property) ?? DateTimeOffset.MinValue;
}
