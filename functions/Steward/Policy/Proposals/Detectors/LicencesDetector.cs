using Steward.Kernel;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>Where lock files name dependencies, their licences are checked against a list.</summary>
internal sealed class LicencesDetector : IPolicyDetector
{
    private static readonly string[] _permissive = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unlicense", "Zlib"];
    private static readonly string[] _locks = ["packages.lock.json", "package-lock.json", "npm-shrinkwrap.json"];

    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var locks = repository.Named(_locks).Count;
        if (locks == 0) yield break;
        yield return Suggestion.At(
            "security.licences", ["allow"], YamlText.List(_permissive),
            $"{Texts.Count(locks, "lock file names", "lock files name")} the dependencies. These licences ask for no more than attribution; any other one, and an unknown one, is Fail.");
    }
}
