using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Stages.Security.Licences;

namespace Steward.Cli.Commands.Licences;

/// <summary>What <c>steward licences scan --json</c> prints.</summary>
internal sealed record ScanReport(IReadOnlyList<ScanReport.Row> Dependencies, IReadOnlyList<ScanReport.LockFile> Files, ScanReport.Sums Totals)
{
    /// <summary>Files that name dependencies and that no lock file covers.</summary>
    public IReadOnlyList<Manifest> Unlocked { get; init; } = [];

    /// <summary>The same with the licences that stand in the folder's own files.</summary>
    public ScanReport With(IReadOnlyList<LockFile> own) => this with { Files = [.. Files, .. own], Totals = Totals with { LicensedFiles = own.Count } };

    /// <summary>Makes the document of a scan and its judge.</summary>
    public static ScanReport Of(LicenceScan scan, LicenceJudge judge)
    {
        var judged = scan.Dependencies.Select(judge.Judge).ToList();
        int Count(Verdict verdict) => judged.Count(d => d.Verdict == verdict);
        return new ScanReport(
            judged.ConvertAll(Row.Of),
            [.. scan.Files.Select(f => new LockFile(f.Path, f.Ecosystem, f.Packages, f.Problem))],
            new Sums(
                scan.Files.Count, judged.Count, Count(Verdict.Pass), Count(Verdict.Fail), Count(Verdict.Error), Count(Verdict.Waived),
                Count(Verdict.NotNeeded), scan.Dependencies.Count(d => d.Declared is not { IsConfirmed: true })))
        {
            Unlocked = [.. scan.Unlocked.Select(path => Manifest.Of(path, judge.JudgeUnlocked(path)))],
        };
    }

    /// <summary>One dependency.</summary>
    internal sealed record Row(string Ecosystem, string Name, string Version, Verdict Verdict, string Reason, IReadOnlyList<string> LockFiles)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Declared { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Concluded { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Source { get; init; }

        /// <summary>How sure the conclusion is, 0 to 1; null where there is none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Confidence { get; init; }

        /// <summary>What people should know, such as a licence file that says something else.</summary>
        public string? Note { get; init; }

        /// <summary>What a person is asked, once; null where nothing is.</summary>
        public string? Question { get; init; }

        public bool DevelopmentOnly { get; init; }

        /// <summary>Whether the product names it itself; null when the files do not tell.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public bool? Direct { get; init; }

        /// <summary>The way from a direct dependency to it, by names; empty when the files do not tell.</summary>
        public IReadOnlyList<string> Path { get; init; } = [];

        /// <summary>The way in words; where the files do not tell it, that.</summary>
        public string Way { get; init; } = "";

        public IReadOnlyList<string> RequiredBy { get; init; } = [];

        /// <summary>False where only a manifest states the version.</summary>
        public bool Locked { get; init; }

        public static Row Of(JudgedDependency judged) =>
            new(judged.Dependency.Id.Ecosystem, judged.Dependency.Id.Name, judged.Dependency.Id.Version, judged.Verdict, judged.Reason, judged.Dependency.LockFiles)
            {
                Declared = judged.Dependency.Declared?.Text,
                Concluded = judged.Concluded,
                Source = judged.Dependency.Declared?.Source,
                Confidence = judged.Concluded is null ? null : judged.Dependency.Concluded?.Confidence ?? 1,
                Note = judged.Dependency.Concluded?.Note,
                Question = judged.Question,
                DevelopmentOnly = judged.Dependency.IsDevelopmentOnly,
                Direct = judged.Dependency.IsDirect,
                Path = judged.Dependency.Path,
                Way = WayText.Of(judged.Dependency),
                RequiredBy = judged.Dependency.RequiredBy,
                Locked = !judged.Dependency.IsNotLocked,
            };
    }

    /// <summary>One manifest, and what to do about it.</summary>
    internal sealed record Manifest(string File, Verdict Verdict, string Reason)
    {
        public static Manifest Of(string file, (Verdict Verdict, string Reason) judged) => new(file, judged.Verdict, judged.Reason);
    }

    /// <summary>One lock file, or a file of the folder's own in which a licence stands.</summary>
    internal sealed record LockFile(
        string File,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Ecosystem,
        int Packages,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Problem)
    {
        /// <summary>The licences in it; left out for lock files.</summary>
        public IReadOnlyList<DetectedLicence>? Licences { get; init; }

        /// <summary>What the rules by path say of it; left out where none is about it.</summary>
        public Verdict? Verdict { get; init; }

        public string? Reason { get; init; }
    }

    /// <summary>The counts.</summary>
    internal sealed record Sums(int Files, int Dependencies, int Pass, int Fail, int Error, int Waived, int NotNeeded, int Unknown)
    {
        /// <summary>How many of the folder's own files have licences in them.</summary>
        public int LicensedFiles { get; init; }
    }
}
