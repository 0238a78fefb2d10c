using System.Text.Json;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Engine.Histories;

namespace Steward.StorageTests.Workflows;

/// <summary>The recorded histories in the repository: a folder a version, a file a workflow.</summary>
internal static class HistoryFiles
{
    private static readonly string Folder = Repository.PathOf("tests", "fixtures", "histories");

    /// <summary>The versions, oldest first.</summary>
    public static IReadOnlyList<Version> Versions => [.. Directory.EnumerateDirectories(Folder).Select(d => Version.Parse(Path.GetFileName(d))).Order()];

    public static bool Has(Version version, string workflow) => File.Exists(PathOf(version, workflow));

    public static IReadOnlyList<WorkflowHistories> Of(Version version) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, version.ToString()), "*.json").Order(StringComparer.Ordinal).Select(f => Json.Read<WorkflowHistories>(File.ReadAllText(f)))];

    /// <summary>Writes the histories of a workflow. Those that are there already stay: what a released version did is not changed afterwards.</summary>
    public static void Add(Version version, WorkflowHistories histories)
    {
        if (Has(version, histories.Workflow)) return;
        Directory.CreateDirectory(Path.Combine(Folder, version.ToString()));
        File.WriteAllText(PathOf(version, histories.Workflow), JsonSerializer.Serialize(histories, Json.Indented) + "\n");
    }

    private static string PathOf(Version version, string workflow) => Path.Combine(Folder, version.ToString(), $"{workflow}.json");
}
