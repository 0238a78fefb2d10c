using System.Globalization;
using Steward.Kernel;
using Steward.Policy.Proposals;
using Steward.Policy.Reading;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Running.Editing;

/// <summary>A test set that somebody wants in the policy; what is null is not written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">How it is run.</param>
/// <param name="Results">Where its reports are afterwards.</param>
public sealed record NewTestSet(string Name, string Command, string Results)
{
    /// <summary>The least number of tests that must run.</summary>
    public long? Minimum { get; init; }

    /// <summary>Where it runs.</summary>
    public string? Where { get; init; }

    /// <summary>In how many shards.</summary>
    public int? Shards { get; init; }

    /// <summary>Its time limit, as the policy writes it: <c>20m</c>.</summary>
    public string? Timeout { get; init; }

    /// <summary>Whether it may run beside others.</summary>
    public bool Parallel { get; init; }

    /// <summary>Invalid with a sentence for what cannot be written on one line.</summary>
    public NewTestSet Check()
    {
        TestSetName.Check(Name);
        if (Values.FirstOrDefault(v => string.IsNullOrWhiteSpace(v.Text)) is { Key: { } empty }) throw StewardException.Invalid($"{empty} is empty.");
        if (Values.FirstOrDefault(v => v.Text.Any(char.IsControl)) is { Key: { } key })
            throw StewardException.Invalid($"{key} must be one line, without tabs: put several lines into a script of the repository, and name that.");
        return this;
    }

    /// <summary>The lines of the policy, from an indentation on.</summary>
    internal IEnumerable<string> Lines(int indent, int step)
    {
        yield return $"{Spaces(indent)}{YamlText.Of(Name)}:";
        foreach (var (key, text) in Values) yield return $"{Spaces(indent + step)}{key}: {(IsText(key) ? YamlText.Of(text) : text)}";
    }

    /// <summary>True when the policy's set is exactly this one.</summary>
    internal bool IsExactly(TestSet set) =>
        set.Name == Name && set.Command == Command && set.Results == Results && set.Minimum == (Minimum ?? 1) && set.Where == (Where ?? TestSet.Anywhere)
        && set.Shards == Shards && set.Parallel == Parallel && set.Timeout == (Timeout is null ? TestSet.DefaultTimeout : DurationText.Parse(Timeout))
        && set is { Required: true, MaxSkipped: null, Workflow: null, Job: null, Env.Count: 0 };

    internal static string Spaces(int count) => new(' ', count);

    private IEnumerable<(string Key, string Text)> Values =>
        new (string Key, string? Text)[]
        {
            ("command", Command), ("results", Results), ("where", Where), ("parallel", Parallel ? "true" : null), ("timeout", Timeout),
            ("minimum", Minimum?.ToString(CultureInfo.InvariantCulture)), ("shards", Shards?.ToString(CultureInfo.InvariantCulture)),
        }.Where(v => v.Text is not null).Select(v => (v.Key, v.Text!));

    private static bool IsText(string key) => key is "command" or "results" or "where" or "timeout";
}
