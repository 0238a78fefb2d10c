using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Stages.Monitoring.Errors;

/// <summary>
/// What evidence of the kind <see cref="Kind"/> carries in its details: numbers and ids of groups, never texts of errors, since those can be
/// personal. About a release for every batch of lines; about the product when what is new in a release changes.
/// </summary>
internal sealed record ErrorsEvidence
{
    public const string Kind = "errors.reported";

    private const int MaxIds = 20;

    /// <summary>The release's tag.</summary>
    public required string Release { get; init; }

    /// <summary>The release before it, or null.</summary>
    public string? Since { get; init; }

    /// <summary>The errors of the batch (about a release), or of the release so far (about the product).</summary>
    public required long Errors { get; init; }

    /// <summary>The groups of the same.</summary>
    public required int Groups { get; init; }

    /// <summary>How many groups of the release are new since the release before.</summary>
    public required int New { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> NewIds { get; init; } = [];

    /// <summary>SHA-256 of the lines as they were posted; null about the product.</summary>
    public string? Digest { get; init; }

    public static ErrorsEvidence Read(JsonObject details) => details.Deserialize<ErrorsEvidence>(Json.Options)!;

    public static Evidence OfBatch(ErrorUpload upload, ErrorBatch batch, ErrorReport report, Subject subject) => Make(
        upload, subject, upload.BatchId, $"{Texts.Count(batch.Errors, "error")} in {Texts.Count(batch.Groups.Count, "group")}",
        Of(report) with { Errors = batch.Errors, Groups = batch.Groups.Count, Digest = upload.Digest });

    // The occasion is what is new: as long as that stays, the ledger gets one entry, however many batches there are.
    public static Evidence OfProduct(ErrorUpload upload, ErrorReport report)
    {
        var fresh = string.Join(',', report.NewGroups.Select(g => g.Id).Order(StringComparer.Ordinal));
        return Make(
            upload, Subject.Product(upload.Product), Kernel.Digest.Sha256($"{upload.Release}\n{report.Since}\n{fresh}"),
            $"release {upload.Release}: {Texts.Count(report.NewGroups.Count, "new error group")}", Of(report));
    }

    private static ErrorsEvidence Of(ErrorReport report) => new()
    {
        Release = report.Release,
        Since = report.Since,
        Errors = report.Errors,
        Groups = report.Groups.Count,
        New = report.NewGroups.Count,
        NewIds = [.. report.NewGroups.Take(MaxIds).Select(g => g.Id)],
    };

    private static Evidence Make(ErrorUpload upload, Subject subject, string occasion, string summary, ErrorsEvidence details) => new()
    {
        Id = Evidence.IdFor(Kind, subject, occasion),
        Time = upload.ReceivedAt,
        Actor = upload.Actor,
        Kind = Kind,
        Subject = subject,
        Outcome = EvidenceOutcome.Info,
        Summary = summary,
        Details = JsonSerializer.SerializeToNode(details, Json.Options)!.AsObject(),
    };
}
