using Steward.Access;
using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// The standing that the access file in force gives. Nobody administers by it whom the file that was approved last does not let administer too: an administrator can
/// issue tokens that are nobody's, and approve with them what no file lets that person approve.
/// </summary>
public sealed class FileStanding(AccessOptions options, AccessFiles files, TimeProvider time) : IStanding
{
    private readonly Recent<AccessFileAt> _inForce = new(files.InForceAsync, time);
    private readonly Recent<SettledFile?> _settled = new(files.SettledAsync, time);

    /// <inheritdoc/>
    public async Task<Standing?> LevelOfAsync(string name, DateTimeOffset time, CancellationToken cancellation)
    {
        if (options.Repository is null || !FileLevels.IsPerson(name)) return null;
        var standing = FileLevels.Of((await _inForce.GetAsync(cancellation)).Require(), name, time);
        if (standing.Level != AccessLevel.Administer || await _settled.GetAsync(cancellation) is not { } settled) return standing;
        return settled.Model is { } model && FileLevels.IsAdministrator(model, name, time)
            ? standing
            : new Standing(AccessLevel.Approve, $"{AccessModel.FileName} as it was approved last, at {settled.Commit.Abbreviated}, does not let {name} administer; an administrator of that file has to approve the newer one.");
    }
}
