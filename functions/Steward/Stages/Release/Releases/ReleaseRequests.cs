using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>Asks for releases: the one way of pushed tags, the command and the API.</summary>
public sealed class ReleaseRequests(IOrchestrationClient engine, StageRegistry stages, TimeProvider time)
{
    private const int MaxTag = 100;

    /// <summary>
    /// Starts a release's orchestration and gives its instance id. The same tag at the same commit for the same occasion is started once;
    /// a person who asks again later (another occasion) gets a new decision.
    /// </summary>
    public Task<string> AskAsync(
        ProductId product, string tag, CommitSha commit, string actor, string occasion, CancellationToken cancellation)
    {
        if (tag.Length is 0 or > MaxTag || tag.Any(c => char.IsControl(c) || c is ' ' or '\\' or '~' or '^' or ':' or '?' or '*' or '['))
            throw StewardException.Invalid($"'{Texts.Clip(tag, 60)}' is not the name of a tag of at most {MaxTag} characters.");
        var id = $"release:{product}:{Digest.Sha256($"{tag}@{commit}")[..16]}:{occasion}";
        var processors = stages.Processors.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var request = new ReleaseRequest(product, tag, commit, actor, time.GetUtcNow()) { Steps = [.. stages.OnChange.Where(s => processors.Contains(s.Capability))], IsShown = true };
        return engine.ScheduleNewOrchestrationInstanceAsync(ReleaseWorkflow.Name, request, new StartOrchestrationOptions(id), cancellation);
    }
}
