using System.Collections.Concurrent;
using System.Reflection;
using Steward.TestKit;
using Steward.TestKit.Programs;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>
/// The real Bicep CLI on a copy of <c>infra/</c>. Its snapshot evaluates the template with the parameters that azd would pass, without Azure:
/// what is asserted is what would be asked for.
/// </summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Bicep").Value!;
    private static readonly ConcurrentDictionary<string, Lazy<Task<Deployment>>> Deployments = new(StringComparer.Ordinal);

    /// <summary>What would be deployed at a level of redundancy; evaluated once.</summary>
    public static Task<Deployment> DeploymentAsync(string level) =>
        Deployments.GetOrAdd(level, l => new Lazy<Task<Deployment>>(() => EvaluateAsync(new() { ["STEWARD_REDUNDANCY"] = l }))).Value;

    /// <summary>
    /// What would be deployed by a team that leaves out what can be left out, and sets what can be set: answers that do not touch one another, so one
    /// evaluation (some seconds of processor time) shows them all.
    /// </summary>
    public static Task<Deployment> OtherAsync() => Deployments.GetOrAdd("other", _ => new Lazy<Task<Deployment>>(() => EvaluateAsync(new()
    {
        ["AZURE_ENV_NAME"] = "other", ["AZURE_PRINCIPAL_ID"] = "", ["STEWARD_GITHUB_APP_ID"] = "", ["STEWARD_ACCEPT_PREVIOUS_SECRET"] = "true",
        ["STEWARD_EVIDENCE_DAYS"] = "2555", ["STEWARD_VAULT_DAYS"] = "90",
    }))).Value;

    /// <summary>What would be deployed with these variables of azd's environment beside the usual ones.</summary>
    public static async Task<Deployment> EvaluateAsync(Dictionary<string, string?> environment)
    {
        using var copy = new InfraCopy();
        var all = new Dictionary<string, string?>
        {
            ["AZURE_ENV_NAME"] = "team", ["AZURE_LOCATION"] = "westeurope", ["AZURE_PRINCIPAL_ID"] = Deployment.Deployer,
            ["STEWARD_SECONDARY_LOCATION"] = "northeurope", ["STEWARD_GITHUB_APP_ID"] = "4711", ["STEWARD_ALERT_EMAIL"] = "team@example.test",
            ["STEWARD_FIRST_ADMINISTRATOR"] = new string('a', 64),
        };
        foreach (var (name, value) in environment) all[name] = value;
        var run = await RunAsync(copy.Folder, all, "snapshot", "main.bicepparam", "--mode", "overwrite", "--deployment-name", "team",
            "--subscription-id", Deployment.Subscription, "--tenant-id", Guid.Empty.ToString(), "--location", "westeurope");
        Assert.True(run.Exit == 0, run.Out + run.Notes);
        return Deployment.Read(await File.ReadAllTextAsync(Path.Combine(copy.Folder, "main.snapshot.json")));
    }

    /// <summary>Runs the CLI in a folder.</summary>
    public static Task<ProgramRun> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        LocalProgram.RunAsync(Program, folder, new Dictionary<string, string?>(environment) { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" }, arguments);
}

/// <summary>A copy of <c>infra/</c> that is gone after the test.</summary>
internal sealed class InfraCopy : IDisposable
{
    public InfraCopy()
    {
        var source = Repository.PathOf("infra");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("steward-infra-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
