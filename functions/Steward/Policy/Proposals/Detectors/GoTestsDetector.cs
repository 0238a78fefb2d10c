using Steward.Kernel;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>Go's test files are a test set.</summary>
internal sealed class GoTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var files = repository.Ending("_test.go").Count;
        return files == 0
            ? []
            : new TestSet(
                "go", "mkdir -p results && gotestsum --junitfile results/go.xml ./...", "results/go.xml", 1,
                $"{Texts.Count(files, "file ends", "files end")} in _test.go. go itself writes no JUnit XML: gotest.tools/gotestsum does.").Suggest();
    }
}
