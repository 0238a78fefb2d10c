using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences;

/// <summary>Finds out the licences of one scan. A source that stays silent several times is not asked again in this scan.</summary>
internal sealed class LicenceResolver(ILicenceMetadata metadata)
{
    private const int MaxSilences = 5;
    private readonly ConcurrentDictionary<string, (int Count, string Problem)> _silences = new(StringComparer.Ordinal);

    public async Task<ScannedDependency> ResolveAsync(ScannedDependency dependency, CancellationToken cancellation)
    {
        if (dependency.Declared is not null || dependency.Elsewhere is not null) return dependency;
        if (_silences.TryGetValue(dependency.Id.Ecosystem, out var silence) && silence.Count >= MaxSilences)
            return dependency with { Problem = silence.Problem, IsUnreachable = true };
        try
        {
            var declared = await metadata.FindAsync(dependency.Id, cancellation);
            return dependency with { Declared = declared, Problem = declared is null ? "No package source knows it." : null };
        }
        catch (StewardException failure)
        {
            if (failure.IsRetryable)
                _silences.AddOrUpdate(dependency.Id.Ecosystem, (1, failure.Message), (_, before) => (before.Count + 1, failure.Message));
            return dependency with { Problem = failure.Message, IsUnreachable = failure.IsRetryable };
        }
    }
}
