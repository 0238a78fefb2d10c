using System.Globalization;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>A test set that a detector proposes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">How it is run, from the top of the repository.</param>
/// <param name="Results">Where its results lie then.</param>
/// <param name="Minimum">The least tests of a full run.</param>
/// <param name="Why">What speaks for it.</param>
internal sealed record TestSet(string Name, string Command, string Results, int Minimum, string Why)
{
    /// <summary>A name for a set from a folder or project: lower case, dashes.</summary>
    public static string NameOf(string text)
    {
        var letters = text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var name = string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > 40 || !char.IsAsciiLetter(name[0]) ? $"set-{name[..Math.Min(name.Length, 36)]}".TrimEnd('-') : name;
    }

    /// <summary>The lines of the policy.</summary>
    public IEnumerable<Suggestion> Suggest() =>
    [
        Line("command", YamlText.Of(Command), Why),
        Line("results", YamlText.Of(Results), ""),
        Line("minimum", Minimum.ToString(CultureInfo.InvariantCulture), MinimumWhy),
    ];

    private string MinimumWhy => Minimum > 1
        ? $"{Minimum} test methods stand in the source; a run that reports fewer has lost some."
        : "An empty report is not Pass; raise this to the number of tests that a full run has.";

    private Suggestion Line(string key, string value, string why) => Suggestion.At("testing.sets", [Name, key], value, why);
}
