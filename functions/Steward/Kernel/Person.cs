namespace Steward.Kernel;

/// <summary>People as they stand in evidence: <c>github:login</c>, <c>token:name</c>.</summary>
public static class Person
{
    /// <summary>The name without what stands before it: a person is the same one, whatever door they came through.</summary>
    public static string NameOf(string actor) => actor[(actor.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>How names are compared: the logins of GitHub know no letter case.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>True when two actors are one person.</summary>
    public static bool AreSame(string one, string other) => Names.Equals(NameOf(one), NameOf(other));
}
