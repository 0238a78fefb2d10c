using System.Text.Json.Serialization;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.Cli.Commands.Licences;

/// <summary>One file as <c>steward licences detect</c> shows it.</summary>
internal sealed record DetectedFile(
    string File, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Problem, IReadOnlyList<DetectedLicence> Licences)
{
    /// <summary>True for a file that is no text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Binary { get; init; }

    /// <summary>True when something in it could not be named.</summary>
    [JsonIgnore]
    public bool HasUnknown => Licences.Any(l => l.Id is null);

    public static DetectedFile Of(string file, LicenceFile read) =>
        new(file, read.Problem, [.. read.Licences.Select(DetectedLicence.Of)]) { Binary = read.IsBinary };
}

/// <summary>One licence in a file.</summary>
internal sealed record DetectedLicence(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Id, string Kind, double Confidence, int StartLine, int EndLine)
{
    /// <summary>All ids with this very text; left out where it is the only one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? SameText { get; init; }

    public static DetectedLicence Of(FoundLicence found) => new(found.Id, $"{found.Kind}".ToLowerInvariant(), found.Confidence, found.StartLine, found.EndLine)
    {
        SameText = found.SameText.Count > 0 ? found.SameText : null,
    };
}
