using Steward.Kernel;
using Steward.Source;

namespace Steward.Changes;

/// <summary>Finds the change that people mean.</summary>
/// <param name="changes">The changes.</param>
/// <param name="sources">Knows the tags.</param>
public sealed class ChangeFinder(IChangeStore changes, ISourceCatalog sources)
{
    /// <summary>The least digits of a sha that people may give.</summary>
    public const int MinPrefix = 7;

    private const int MaxText = 250;
    private const int MaxLookedAt = 2000;

    /// <summary>
    /// The change that a full sha, a unique beginning of one (7 digits or more), a branch (its newest change), or a tag (the one of its commit) names.
    /// </summary>
    /// <remarks>NotFound when none does; Conflict when a beginning fits several. Only the newest 2,000 changes are looked through.</remarks>
    public async Task<ChangeRecord> FindAsync(ProductId product, string text, CancellationToken cancellation)
    {
        if (text.Length is 0 or > MaxText) throw StewardException.Invalid("A change is named by a commit sha, its first 7 digits or more, or a branch or tag.");
        if (CommitSha.TryParse(text, out var sha))
            return await changes.GetAsync(new ChangeId(product, sha), cancellation) ?? throw Unknown(product, sha.Abbreviated);
        var found = await SearchAsync(product, text, cancellation);
        return found.Count switch
        {
            0 => await OfTagAsync(product, text, cancellation) ?? throw Unknown(product, text),
            1 => found[0],
            _ => throw Ambiguous(text, found),
        };
    }

    private async Task<List<ChangeRecord>> SearchAsync(ProductId product, string text, CancellationToken cancellation)
    {
        var isPrefix = text.Length >= MinPrefix && text.All(char.IsAsciiHexDigit);
        var prefix = text.ToLowerInvariant();
        var found = new List<ChangeRecord>();
        var looked = 0;
        await foreach (var change in changes.ListAsync(product, cancellation))
        {
            if (HasRef(change, text)) return [change];
            if (isPrefix && change.Id.Commit.ToString().StartsWith(prefix, StringComparison.Ordinal)) found.Add(change);
            if (++looked == MaxLookedAt) break;
        }

        return found;
    }

    /// <summary>The commit that a tag points to; null when there is no such tag, or nobody can look.</summary>
    public async Task<CommitSha?> TagAsync(ProductId product, string tag, CancellationToken cancellation)
    {
        if (tag.Length is 0 or > MaxText || CommitSha.TryParse(tag, out _)) return null;
        try
        {
            var source = await sources.OpenAsync(product, cancellation);
            return await source.ResolveAsync($"refs/tags/{tag}", cancellation);
        }
        catch (StewardException failure) when (!failure.IsRetryable)
        {
            return null; // a product that is not registered, or whose repository is gone, has no tags
        }
    }

    private async Task<ChangeRecord?> OfTagAsync(ProductId product, string text, CancellationToken cancellation) =>
        await TagAsync(product, text, cancellation) is { } commit ? await changes.GetAsync(new ChangeId(product, commit), cancellation) : null;

    private static bool HasRef(ChangeRecord change, string text) =>
        change.Ref == text || change.Ref == $"refs/heads/{text}" || change.Ref == $"refs/tags/{text}";

    private static StewardException Unknown(ProductId product, string text) =>
        StewardException.NotFound($"{product} has no change '{Texts.Clip(text, 60)}'. The list of its changes shows those that were received.");

    private static StewardException Ambiguous(string text, List<ChangeRecord> found) =>
        new(FailureKind.Conflict, $"'{text}' is the beginning of {found.Count} changes: {Texts.Some([.. found.Select(f => f.Id.Commit.Abbreviated)])}. Give more digits.");
}
