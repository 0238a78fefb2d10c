using Steward.Gates;
using Steward.Kernel;

namespace Steward.TestKit.Web;

/// <summary>Verdict trees as real changes have them.</summary>
public static class Trees
{
    /// <summary>One of everything: each verdict stands somewhere.</summary>
    public static VerdictNode Rich(DateTimeOffset now) => VerdictNode.All("change",
    [
        new("policy", Verdict.Pass, "steward.yaml is valid."),
        VerdictNode.All("development",
        [
            VerdictNode.All("environment", [new("dotnet-sdk", Verdict.Pass, "10.0.401 as locked."), new("node", Verdict.Pass, "v24.1.0 as locked.")]),
        ]),
        VerdictNode.All("testing",
        [
            VerdictNode.All("results",
            [
                new("unit", Verdict.Pass, "1,204 tests passed; none failed."),
                new("browser", Verdict.Missing, "The set has not reported; its results are awaited.") { AwaitUntil = now.AddMinutes(20) },
                new("load", Verdict.NotNeeded, "Only asked for on release branches."),
            ]),
        ]),
        VerdictNode.All("security",
        [
            VerdictNode.All("licences",
            [
                new("left-pad 1.3.0", Verdict.Pass, "WTFPL is allowed."),
                new("speedy-parser 0.4.2", Verdict.Fail, "GPL-3.0-only is denied by security.licences.deny; replace it or ask for a waiver."),
                new("fonts-pack 2.0.0", Verdict.Waived, "Waived by github:grace until 2026-12-31 00:00 UTC: bought licence is on its way (it was Fail: unknown licence)."),
            ]),
            new("antivirus", Verdict.Error, "clamd at 127.0.0.1:3310 did not answer; nothing was scanned."),
        ]),
        new("release", Verdict.NotNeeded, "This change is no release."),
        new("monitoring", Verdict.NotNeeded, "No capability of this stage judges changes."),
    ]);

    /// <summary>Everything in order.</summary>
    public static VerdictNode Green() => VerdictNode.All("change",
    [
        new("policy", Verdict.Pass, "steward.yaml is valid."),
        VerdictNode.All("development", [new("environment", Verdict.Pass, "All 6 tools as locked.")]),
        VerdictNode.All("testing", [new("results", Verdict.Pass, "All 3 test sets are complete.")]),
        VerdictNode.All("security", [new("licences", Verdict.Pass, "All 212 dependencies allowed."), new("antivirus", Verdict.Pass, "All 4 changed files clean.")]),
        new("release", Verdict.NotNeeded, "This change is no release."),
        new("monitoring", Verdict.NotNeeded, "No capability of this stage judges changes."),
    ]);

    /// <summary>A licence that failed, with text that would be markup if it were not encoded.</summary>
    public static VerdictNode Hostile() => VerdictNode.All("change",
        [VerdictNode.All("testing", [new("<script>alert(1)</script>", Verdict.Fail, $"\"><img src=x onerror=alert(2)> in {Texts.Count(2, "file")}")])]);
}
