namespace Steward.Policy.Proposals.Detectors;

/// <summary>A test script in package.json is a test set.</summary>
internal sealed class NpmTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
        repository.Named("package.json").SelectMany(path => Detect(path, repository.Read(path)));

    private static IEnumerable<Suggestion> Detect(string path, string? package)
    {
        var script = JsonText.Find(package, "scripts", "test");
        if (package is null || script is null || script.Contains("no test specified", StringComparison.Ordinal)) return [];
        var folder = RepositoryPicture.FolderOf(path);
        var name = folder.Length == 0 ? "npm" : TestSet.NameOf($"npm-{folder}");
        var at = folder.Length == 0 ? "." : folder;
        var results = $"results/{name}.xml";
        var (command, hint) = NpmRunner.Of(package, script, Path.GetRelativePath($"/{folder}", $"/{results}"));
        var prefix = folder.Length == 0 ? "" : $"cd {at} && ";
        return new TestSet(name, prefix + command, results, 1, $"{path} has the test script '{script}'.{hint}").Suggest();
    }
}
