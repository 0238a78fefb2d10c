namespace Steward.Stages.Security.Licences.Locks.Java;

/// <summary>Names in Maven's repositories: <c>group:artifact</c>.</summary>
public static class MavenNames
{
    /// <summary>The ecosystem's id, as in package URLs.</summary>
    public const string Ecosystem = "maven";

    /// <summary>The path of a file of a package in a repository (Maven's default layout): <c>org/group/artifact/1.0/artifact-1.0.pom</c>.</summary>
    public static string PathOf(string name, string version, string extension)
    {
        var (group, artifact) = name.Split(':', 2) is [var g, var a] ? (g, a) : (name, name);
        return $"{group.Replace('.', '/')}/{artifact}/{version}/{artifact}-{version}.{extension}";
    }
}
