namespace Steward.Policy.Proposals.Detectors;

/// <summary>A test script in package.json is a test set.</summary>
internal sealed class NpmTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
        repository.Named("package.json").SelectMany(path => Detect(path, repository.Read(path)));

    private static IEnumerable<Suggestion> Detect(string path, string? package)
    {
        var script = JsonText.Find(package, "scripts", "test");
        if (script is null || script.Contains("no test specified", StringComparison.Ordinal)) return [];
        var folder = RepositoryPicture.FolderOf(path);
        var name = folder.Length == 0 ? "npm" : TestSet.NameOf($"npm-{folder}");
        var at = folder.Length == 0 ? "." : folder;
        var report = Path.GetRelativePath($"/{folder}", $"/results/{name}");
        var (command, ending) = Runner(script, report);
        var prefix = folder.Length == 0 ? "" : $"cd {at} && ";
        return new TestSet(name, prefix + command, $"results/{name}.{ending}", 1, $"{path} has the test script '{script}'.").Suggest();
    }

    // Each runner's own way to write a report that Steward reads.
    private static (string Command, string Ending) Runner(string script, string report)
    {
        if (script.Contains("vitest", StringComparison.Ordinal)) return ($"npx vitest run --reporter=junit --outputFile={report}.xml", "xml");
        if (script.Contains("jest", StringComparison.Ordinal)) return ($"npx jest --json --outputFile={report}.json", "json");
        if (script.Contains("mocha", StringComparison.Ordinal)) return ($"npx mocha --reporter json --reporter-option output={report}.json", "json");
        return script.Contains("node --test", StringComparison.Ordinal)
            ? ($"{script} --test-reporter=junit --test-reporter-destination={report}.xml", "xml")
            : ($"npm test > {report}.tap", "tap");
    }
}
