namespace Steward.Policy.Proposals.Detectors;

/// <summary>global.json pins the .NET SDK.</summary>
internal sealed class DotnetSdkDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
        Tools.Pinned("dotnet-sdk", JsonText.Find(repository.ReadTop("global.json"), "sdk", "version"), "global.json");
}
