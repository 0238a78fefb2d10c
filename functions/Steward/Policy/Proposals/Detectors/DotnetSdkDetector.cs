namespace Steward.Policy.Proposals.Detectors;

/// <summary>global.json pins the .NET SDK, and says in <c>rollForward</c> which later ones will do as well.</summary>
internal sealed class DotnetSdkDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var file = repository.ReadTop("global.json");
        if (JsonText.Find(file, "sdk", "version") is not { } version) return [];
        var rollForward = JsonText.Find(file, "sdk", "rollForward") ?? "latestPatch";
        return Tools.Pinned("dotnet-sdk", Wish(version, rollForward), $"global.json (rollForward: {rollForward})");
    }

    // "10.0" is met by every 10.0.x; patches of one feature band have no such beginning in common, so the least one is asked for.
    private static string Wish(string version, string rollForward) => rollForward switch
    {
        "disable" => version,
        "feature" or "latestFeature" => string.Join('.', version.Split('.').Take(2)),
        "minor" or "latestMinor" => version.Split('.')[0],
        _ => $">={version}",
    };
}
