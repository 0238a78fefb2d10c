using Steward.Kernel;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>Files that pytest collects are a test set.</summary>
internal sealed class PythonTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var files = repository.Ending(".py").Count(p => IsTest(Path.GetFileName(p)));
        return files == 0
            ? []
            : new TestSet("pytest", "python -m pytest --junitxml=results/pytest.xml", "results/pytest.xml", 1, $"{Texts.Count(files, "file is", "files are")} named as pytest collects them.").Suggest();
    }

    private static bool IsTest(string name) =>
        name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal);
}
