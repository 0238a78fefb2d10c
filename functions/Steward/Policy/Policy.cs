namespace Steward.Policy;

/// <summary>The product's <c>steward.yaml</c> as it was at the commit that is judged.</summary>
/// <param name="root">Its root; <see cref="PolicyNode.Absent"/> when the file is missing or cannot be read.</param>
/// <param name="state">Whether it was there and could be read.</param>
public sealed class Policy(PolicyNode root, PolicyState state)
{
    /// <summary>The name of the file at the top of the repository.</summary>
    public const string FileName = "steward.yaml";

    /// <summary>No policy: every section has its defaults, which pass nothing silently.</summary>
    public static Policy Missing { get; } = new(PolicyNode.Absent, PolicyState.Missing);

    /// <summary>A policy with errors: nothing of it is used.</summary>
    public static Policy Invalid { get; } = new(PolicyNode.Absent, PolicyState.Invalid);

    /// <summary>Whether it was there and could be read.</summary>
    public PolicyState State => state;

    /// <summary>True when a section stands in the file.</summary>
    public bool Has(IPolicySection section) => Find(section).Exists;

    /// <summary>The options of a section, with defaults where it does not stand in the file.</summary>
    public T Get<T>(PolicySection<T> section) => section.Bind(Find(section));

    private PolicyNode Find(IPolicySection section) => section.Path.Split('.').Aggregate(root, (node, key) => node[key]);
}

/// <summary>Whether the policy could be read.</summary>
public enum PolicyState
{
    /// <summary>It was there and is valid.</summary>
    Valid,

    /// <summary>There is none at this commit.</summary>
    Missing,

    /// <summary>It is there, with errors: the gate is Error.</summary>
    Invalid,
}

/// <summary>Something wrong in a policy, with its place.</summary>
/// <param name="Path">The key path: <c>security.licences.allow[2]</c>; empty for the file itself.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">One sentence that says what is expected.</param>
public sealed record PolicyProblem(string Path, int Line, int Column, string Message);

/// <summary>What reading a policy gave: the policy, and all problems at once.</summary>
/// <param name="Policy">The policy; of state Invalid when there are problems.</param>
/// <param name="Problems">All problems, by line.</param>
public sealed record PolicyReading(Policy Policy, IReadOnlyList<PolicyProblem> Problems);

/// <summary>Reads <c>steward.yaml</c> strictly.</summary>
public interface IPolicyReader
{
    /// <summary>Reads the text of the file; null when there is none. At most 256 KB, 32 levels deep, no aliases. Never throws on bad input.</summary>
    PolicyReading Read(string? yaml);
}
