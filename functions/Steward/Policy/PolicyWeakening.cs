using System.Globalization;

namespace Steward.Policy;

/// <summary>A comparison of one key of policies that needs nothing but the policies; with what such comparisons share.</summary>
/// <param name="key">The key: <c>security.secrets</c>.</param>
public abstract class PolicyWeakening(string key) : IWeakening
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<RuleChange>> FindAsync(PolicyAt before, PolicyAt now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RuleChange>>([.. Of(before.Policy, now.Policy)]);

    /// <summary>Where less is asked for.</summary>
    public abstract IEnumerable<RuleChange> Of(Policy before, Policy now);

    /// <summary>A change of the key.</summary>
    protected RuleChange Changed(string what, string was, string @is) => new(key, what, was, @is);

    /// <summary>Told where something was so before and is not any more.</summary>
    protected IEnumerable<RuleChange> Lost(string what, bool was, bool @is, string strict, string lax) => was && !@is ? [Changed(what, strict, lax)] : [];

    /// <summary>Told for each entry that was not there before.</summary>
    protected IEnumerable<RuleChange> Grown(string what, IEnumerable<string> before, IEnumerable<string> now) =>
        now.Except(before, StringComparer.Ordinal).Select(entry => Changed(what, $"without {entry}", "with it"));

    /// <summary>Told for each entry that is not there any more.</summary>
    protected IEnumerable<RuleChange> Shrunk(string what, IEnumerable<string> before, IEnumerable<string> now) =>
        before.Except(now, StringComparer.Ordinal).Select(entry => Changed(what, $"with {entry}", "without it"));

    /// <summary>Told for each exception that was not there before, or holds longer.</summary>
    protected IEnumerable<RuleChange> Longer(string what, IEnumerable<(string Name, DateOnly Until)> before, IEnumerable<(string Name, DateOnly Until)> now)
    {
        var known = before.GroupBy(e => e.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(e => e.Until), StringComparer.Ordinal);
        foreach (var (name, until) in now)
        {
            if (!known.TryGetValue(name, out var was)) yield return Changed(what, $"without {name}", $"with it until {Day(until)}");
            else if (until > was) yield return Changed(what, $"{name} until {Day(was)}", $"until {Day(until)}");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
