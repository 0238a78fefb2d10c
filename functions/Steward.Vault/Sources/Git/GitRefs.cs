using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Sources.Git;

/// <summary>All refs of a repository at one moment.</summary>
/// <param name="Count">How many.</param>
/// <param name="Digest">SHA-256 of the lines <c>object name</c>, sorted by name as git sorts them.</param>
/// <param name="Head">What HEAD points to: a ref's name, or a commit where it is detached.</param>
internal sealed record GitRefs(int Count, string Digest, string Head)
{
    /// <summary>Reads them.</summary>
    public static async Task<GitRefs> OfAsync(string folder, CancellationToken cancellation)
    {
        var refs = await GitProgram.RunAsync(folder, "listing the refs", cancellation, "for-each-ref", "--format=%(objectname) %(refname)");
        var head = (await File.ReadAllTextAsync(Path.Combine(folder, "HEAD"), cancellation)).Trim();
        const string Symbolic = "ref: ";
        return new GitRefs(refs.Lines.Length, Kernel.Digest.Sha256(Encoding.UTF8.GetBytes(refs.Text)), head.StartsWith(Symbolic, StringComparison.Ordinal) ? head[Symbolic.Length..] : head);
    }

    /// <summary>As details of a snapshot.</summary>
    public IEnumerable<(string Name, string Value)> Details() => [("refs", $"{Count}"), ("refsDigest", Digest), ("head", Head)];

    /// <summary>How these differ from what a snapshot says; empty: not at all.</summary>
    public IEnumerable<string> DifferencesFrom(IReadOnlyDictionary<string, string> details)
    {
        foreach (var (name, value) in Details())
        {
            if (!details.TryGetValue(name, out var was)) yield return $"The snapshot does not say '{name}' of its refs.";
            else if (was != value) yield return $"{name} is {Texts.Clip(value, 100)}, it was {Texts.Clip(was, 100)}.";
        }
    }
}
