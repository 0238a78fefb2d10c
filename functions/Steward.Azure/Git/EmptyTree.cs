using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>The name of the tree without entries: git knows it in every repository.</summary>
internal static class EmptyTree
{
    private const string Sha1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private const string Sha256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

    /// <summary>The one of the same object format as a commit's name.</summary>
    public static string Of(CommitSha commit) => commit.ToString().Length == 64 ? Sha256 : Sha1;
}
