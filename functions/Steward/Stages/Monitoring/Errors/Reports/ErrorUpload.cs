using Steward.Kernel;

namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>Posted error lines.</summary>
/// <param name="Product">The product.</param>
/// <param name="Release">The release's tag.</param>
/// <param name="BatchId">What makes it this batch and no other: 64 hexadecimal digits.</param>
/// <param name="Digest">SHA-256 of the lines.</param>
/// <param name="Actor">Who posted them: <c>token:shop</c>.</param>
/// <param name="ReceivedAt">When.</param>
public sealed record ErrorUpload(ProductId Product, string Release, string BatchId, string Digest, string Actor, DateTimeOffset ReceivedAt)
{
    private const int MaxRelease = 200;
    private const int MaxKey = 200;
    private const string NotInTags = "~^:?*[\\";

    /// <summary>Where the actor comes from, for the details of the evidence; null: nothing more than its name.</summary>
    public IReadOnlyDictionary<string, string>? Origin { get; init; }

    /// <summary>An upload that is checked; Invalid with a sentence otherwise.</summary>
    /// <param name="product">The product.</param>
    /// <param name="release">The release's tag.</param>
    /// <param name="key">The poster's own name for the batch (<c>Idempotency-Key</c>), or null: then the same lines are the same batch.</param>
    /// <param name="digest">SHA-256 of the lines.</param>
    /// <param name="caller">Who posts, and when.</param>
    public static ErrorUpload Of(ProductId product, string release, string? key, string digest, (string Actor, DateTimeOffset Time) caller)
    {
        if (!IsTag(release))
            throw StewardException.Invalid($"'{Texts.Clip(release, 80)}' is not a release: a tag of at most {MaxRelease} characters as git allows it.");
        if (key is not null && (key.Length is 0 or > MaxKey || key.Any(char.IsControl)))
            throw StewardException.Invalid($"Idempotency-Key must have 1 to {MaxKey} printable characters.");
        return new ErrorUpload(product, release, key is null ? digest : Kernel.Digest.Sha256($"key\n{key}"), digest, caller.Actor, caller.Time);
    }

    // git-check-ref-format(1), as far as it matters for keys and addresses.
    private static bool IsTag(string release) =>
        release.Length is > 0 and <= MaxRelease && !release.Contains("..", StringComparison.Ordinal)
        && release.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && !NotInTags.Contains(c, StringComparison.Ordinal));
}

/// <summary>The answer to posted lines.</summary>
/// <param name="Release">The release.</param>
/// <param name="Since">The release before, or null.</param>
/// <param name="Errors">The errors of this batch.</param>
/// <param name="Groups">The groups of this batch.</param>
/// <param name="NewGroups">The groups of the release, so far, that the release before did not have.</param>
public sealed record ErrorReceipt(string Release, string? Since, long Errors, int Groups, IReadOnlyList<ReportedGroup> NewGroups);
