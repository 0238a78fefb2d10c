using System.Globalization;
using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Releases;

/// <summary>Takes in what people ask for: the release of a tag.</summary>
public sealed class ReleaseIntake(ISourceCatalog sources, ReleaseRequests requests, TimeProvider time)
{
    /// <summary>Asks for a release of a tag as it stands now; each asking is decided anew. NotFound when there is no such tag.</summary>
    /// <returns>The id of the orchestration that decides.</returns>
    public async Task<string> AskAsync(ProductId product, string tag, string actor, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(product, cancellation);
        var commit = await source.ResolveAsync($"refs/tags/{tag}", cancellation)
            ?? throw StewardException.NotFound($"{product} has no tag '{Texts.Clip(tag, 60)}': create and push it first.");
        var occasion = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff", CultureInfo.InvariantCulture);
        return await requests.AskAsync(product, tag, commit, actor, occasion, cancellation);
    }
}
