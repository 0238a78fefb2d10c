using Steward.Kernel;
using Steward.Vault.Sources.Databases;
using Steward.Vault.Sources.Workplaces;
using Steward.Vault.Sources.Workplaces.Work;

namespace Steward.Vault.Drills.Kinds;

/// <summary>A working environment: the work of every repository is put into a new clone and kept again; it has to be the same work.</summary>
internal sealed class WorkplaceDrill : IDrill
{
    public string Kind => "workplace";

    public bool NeedsFolder => true;

    public async Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation)
    {
        var folder = place.PathOf(WorkplaceSource.Repositories);
        var repositories = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        foreach (var repository in repositories) await TryAsync(repository, findings, cancellation);
        findings.Counted("repositories with their work", repositories.Length);
    }

    private static async Task TryAsync(string repository, DrillFindings findings, CancellationToken cancellation)
    {
        var state = Json.Read<WorkState>(await File.ReadAllBytesAsync(Path.Combine(repository, WorkplaceSource.StateFile), cancellation));
        using var scratch = new TemporaryFolder();
        var target = scratch.PathOf("back");
        await new WorkReturn(state, Path.Combine(repository, WorkplaceSource.BundleFile), target).RunAsync(cancellation);
        var again = await new WorkCapture(target, withSecrets: true).RunAsync(state.Path, scratch.PathOf("again.bundle"), scratch.Path, cancellation);
        if (again.Work != state.Work) findings.Different($"The work tree of {state.Path} is not as it was.");
        if (state.Staged is not null && again.Staged != state.Staged) findings.Different($"The index of {state.Path} is not as it was.");
        foreach (var (branch, commit) in state.Branches)
            if (again.Branches.GetValueOrDefault(branch) != commit) findings.Different($"Branch '{branch}' of {state.Path} is not at {commit}.");
        if (!again.Stashes.SequenceEqual(state.Stashes)) findings.Different($"The stashes of {state.Path} are not as they were.");
    }
}
