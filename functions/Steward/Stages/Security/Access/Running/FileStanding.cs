using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// The standing that the access file in force gives. The head of the access repository is looked up at most once in some seconds; while it cannot be, the file that
/// was known last holds for some minutes, and after that nobody is let in.
/// </summary>
public sealed class FileStanding(AccessOptions options, AccessFiles files, TimeProvider time) : IStanding
{
    private const string GitHub = "github:";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    private volatile Known? _known;

    /// <inheritdoc/>
    public async Task<Standing?> LevelOfAsync(string name, DateTimeOffset time, CancellationToken cancellation)
    {
        if (options.Repository is null || !name.StartsWith(GitHub, StringComparison.OrdinalIgnoreCase)) return null;
        var (file, login) = (await InForceAsync(cancellation), name[GitHub.Length..]);
        var model = file.Require();
        if (model.People.Values.FirstOrDefault(p => Person.Names.Equals(p.GitHub?.Login, login)) is not { } person)
            return new Standing(null, $"{AccessModel.FileName} does not know {name}.");
        var level = Desired.Of(model, person, time).FirstOrDefault(d => d.Grant.Kind == GrantKinds.Level);
        return level is null
            ? new Standing(null, $"{AccessModel.FileName} gives {name} no level in Steward at this time.")
            : new Standing(AccessLevels.Read(level.Grant.Right), level.Reason);
    }

    private async Task<AccessFileAt> InForceAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known is { } fresh && now - fresh.At < Fresh) return fresh.File;
        try
        {
            var file = await files.InForceAsync(cancellation);
            _known = new Known(file, now);
            return file;
        }
        catch (StewardException silence) when (silence.IsRetryable && _known is { } known && now - known.At < Lasts)
        {
            return known.File;
        }
    }

    private sealed record Known(AccessFileAt File, DateTimeOffset At);
}
