using System.Globalization;

namespace Steward.Policy;

/// <summary>
/// A value of the policy that was read against its shape, so that its getters need no error handling. The values are: string, long, bool,
/// TimeSpan, DateOnly, a list of nodes, or a dictionary of nodes by key.
/// </summary>
/// <param name="value">The value; null when absent.</param>
public sealed class PolicyNode(object? value)
{
    /// <summary>What is not there: every getter answers with its fallback.</summary>
    public static PolicyNode Absent { get; } = new(null);

    /// <summary>True when the value is there.</summary>
    public bool Exists => value is not null;

    /// <summary>This value as text: for items of lists and values of maps.</summary>
    public string AsText => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The items of this list; none when absent.</summary>
    public IReadOnlyList<PolicyNode> Items => value as IReadOnlyList<PolicyNode> ?? [];

    /// <summary>The entries of this map, in the order of the file; none when absent.</summary>
    public IEnumerable<KeyValuePair<string, PolicyNode>> Entries =>
        value as IReadOnlyDictionary<string, PolicyNode> ?? Enumerable.Empty<KeyValuePair<string, PolicyNode>>();

    /// <summary>The value of a key; <see cref="Absent"/> when it is not there.</summary>
    public PolicyNode this[string key] =>
        value is IReadOnlyDictionary<string, PolicyNode> map && map.TryGetValue(key, out var node) ? node : Absent;

    /// <summary>The text of a required key.</summary>
    public string Text(string key) => this[key].AsText;

    /// <summary>The text of a key, or null.</summary>
    public string? TextOrNull(string key) => this[key].Exists ? Text(key) : null;

    /// <summary>The number of a key.</summary>
    public long Number(string key, long fallback) => this[key].Value is long number ? number : fallback;

    /// <summary>The flag of a key.</summary>
    public bool Flag(string key, bool fallback) => this[key].Value is bool flag ? flag : fallback;

    /// <summary>The duration of a key.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback) => this[key].Value is TimeSpan duration ? duration : fallback;

    /// <summary>The day of a key, or null.</summary>
    public DateOnly? Date(string key) => this[key].Value as DateOnly?;

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> TextList(string key) => [.. this[key].Items.Select(i => i.AsText)];

    /// <summary>The texts of a map by key.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key) =>
        this[key].Entries.ToDictionary(e => e.Key, e => e.Value.AsText, StringComparer.Ordinal);

    private object? Value => value;
}
