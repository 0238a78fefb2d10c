using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Records;

namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Groups errors as they come. Bounded in memory; see <see cref="GroupingLimits"/>.</summary>
public sealed class ErrorGrouper
{
    /// <summary>The id of the group of those errors for which there was no room.</summary>
    public const string Overflow = "0000000000000000";

    private readonly TemplateTree _tree = new();
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Starts with groups known from before, so that their errors find them again.</summary>
    public ErrorGrouper(IEnumerable<KnownGroup>? known = null)
    {
        foreach (var group in known ?? []) _tree.Seed(group.Context, group.Id, group.Template.Split(' '));
    }

    /// <summary>The groups that got errors, in the order in which they appeared.</summary>
    public IEnumerable<ErrorGroup> Groups => _tallies.Values.Select(t => t.ToGroup());

    /// <summary>Puts an error into its group.</summary>
    /// <returns>The group's id.</returns>
    public string Add(ErrorRecord error)
    {
        var tokens = Tokeniser.Split(error.Message);
        if (!error.IsBare) tokens = LineHeader.Cut(tokens);
        if (tokens.Count == 0) tokens = [Masks.Any];
        var context = error.Exception is null ? "" : Tokeniser.Mask(Texts.Clip(error.Exception.Context, GroupingLimits.MaxExample));
        var template = _tree.Find(context, tokens);
        var id = template?.Id ?? Overflow;
        if (!_tallies.TryGetValue(id, out var tally))
            _tallies[id] = tally = new Tally(id, template, context, error.FirstLine, Texts.Clip(error.Message, GroupingLimits.MaxExample));
        tally.Count++;
        tally.LastLine = error.LastLine;
        return id;
    }

    private sealed class Tally(string id, Template? template, string context, int firstLine, string example)
    {
        public long Count { get; set; }

        public int LastLine { get; set; }

        public ErrorGroup ToGroup() =>
            new(id, template?.Text ?? "(errors beyond the limit of groups)", Count, firstLine, LastLine, example) { Context = context };
    }
}
