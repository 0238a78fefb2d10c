namespace Steward.TestKit.GitHub;

/// <summary>How the fake limits what it tells at once. The defaults are GitHub's.</summary>
public sealed class FakeLimits
{
    /// <summary>Recursive trees end here and say that they are cut.</summary>
    public int TreeEntries { get; set; } = 100_000;

    /// <summary>Comparisons list no more files.</summary>
    public int ComparedFiles { get; set; } = 300;

    /// <summary>Patches of more lines are left out.</summary>
    public int PatchLines { get; set; } = 20_000;

    /// <summary>When set, patches end after this many lines without saying so.</summary>
    public int? CutPatchesAt { get; set; }

    /// <summary>How long installation tokens last.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);
}
