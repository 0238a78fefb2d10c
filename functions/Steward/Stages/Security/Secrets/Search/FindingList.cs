namespace Steward.Stages.Security.Secrets.Search;

/// <summary>Collects the findings of one content: every one is counted, the first are kept.</summary>
internal sealed class FindingList
{
    private readonly List<SecretFinding> _findings = [];
    private readonly Dictionary<(string Rule, SecretCertainty Certainty), int> _counts = [];

    public void Add(SecretFinding finding)
    {
        var key = (finding.Rule, finding.Certainty);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (_findings.Count < SecretScan.MaxFindings) _findings.Add(finding);
    }

    public SecretScan ToScan(string? problem = null) =>
        new(_findings, [.. _counts.Select(c => new SecretCount(c.Key.Rule, c.Key.Certainty, c.Value)).OrderBy(c => c.Rule, StringComparer.Ordinal).ThenByDescending(c => c.Certainty)], problem);
}
