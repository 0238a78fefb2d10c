using Steward.Policy;

namespace Steward.Stages.Development.Environment;

/// <summary>The environment that the policy declares.</summary>
/// <param name="Wanted">What is wanted, by provider and name.</param>
/// <param name="DriftBlocks">Whether a machine that has drifted, or that none has reported, stops a change.</param>
public sealed record EnvironmentPolicy(IReadOnlyList<WantedItem> Wanted, bool DriftBlocks)
{
    private static readonly TextShape Version = new("A version: exact (20.11.1), its first parts (20), or the least (>=20.11).")
    {
        Pattern = @"(>=\s?)?[0-9A-Za-z][0-9A-Za-z.+:~-]*",
        PatternMeans = "a version such as 20.11.1, 20 or >=20.11",
        MaxLength = 100,
    };

    /// <summary>The section <c>development.environment</c>.</summary>
    public static PolicySection<EnvironmentPolicy> Section { get; } = new(
        "development.environment",
        new ObjectShape(
            "The tools and packages that every machine must have, with their versions.",
            new Field("tools", Map("Programs.", new TextShape("A program.") { OneOf = ["dotnet-sdk", "node", "npm", "git"] })),
            new Field("apt", Map("Debian packages.", Name(@"[a-z0-9][a-z0-9+.-]+", "a Debian package"))),
            new Field("npm", Map("Global npm packages.", Name(@"(@[a-z0-9._-]+/)?[a-z0-9._-]+", "an npm package"))),
            new Field("drift", new TextShape("What a machine that differs does to a change: report it, or block it.") { OneOf = ["report", "block"] })),
        Bind);

    /// <summary>The fingerprint of what is wanted: SHA-256, hexadecimal, of its lines in order.</summary>
    public string Fingerprint => Kernel.Digest.Sha256(string.Join('\n', Wanted.Select(w => $"{w.Provider} {w.Name} {w.Version}").Order(StringComparer.Ordinal)));

    private static MapShape Map(string description, TextShape key) => new(description, key, Version);

    private static TextShape Name(string pattern, string means) => new(means) { Pattern = pattern, PatternMeans = means, MaxLength = 214 };

    private static EnvironmentPolicy Bind(PolicyNode node) => new(
        [
            .. node["tools"].Entries.Select(e => new WantedItem(e.Key, e.Key, e.Value.AsText)),
            .. Of(node, "apt"),
            .. Of(node, "npm", provider: "npm-global"),
        ],
        node.TextOrNull("drift") == "block");

    private static IEnumerable<WantedItem> Of(PolicyNode node, string key, string? provider = null) =>
        node[key].Entries.Select(e => new WantedItem(provider ?? key, e.Key, e.Value.AsText));
}
