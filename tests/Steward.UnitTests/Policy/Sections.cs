using System.Collections.Immutable;
using Steward.Policy;
using Steward.Stages;

namespace Steward.UnitTests.Policy;

/// <summary>Sections for tests: one with every kind of shape, and ones like those that the stages own.</summary>
internal static class Sections
{
    public static ObjectShape Everything { get; } = new(
        "Every kind of shape.",
        new Field("text", new TextShape("A text.") { MaxLength = 20 }),
        new Field("mode", new TextShape("One of three.") { OneOf = ["strict", "lenient", "off"] }),
        new Field("digest", new TextShape("A digest.") { Pattern = "[0-9a-f]{4}|none", PatternMeans = "four hexadecimal digits or none" }),
        new Field("number", new NumberShape("A number.", 1, 100)),
        new Field("flag", new FlagShape("A flag.")),
        new Field("wait", new DurationShape("A wait.", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))),
        new Field("day", new DateShape("A day.")),
        new Field("names", new ListShape("Names.", new TextShape("A name.")) { MinItems = 1, MaxItems = 3 }),
        new Field("tools", new MapShape("Tools.", new TextShape("A tool.") { Pattern = "[a-z][a-z-]*", MaxLength = 10 }, new TextShape("A version.")) { MaxEntries = 3 }),
        new Field("rules", new ListShape("Rules.", new ObjectShape("A rule.", new Field("name", new TextShape("Its name."), Required: true), new Field("on", new FlagShape("Whether."))))));

    public static PolicySection<PolicyNode> All { get; } = new("testing.all", Everything, node => node);

    public static PolicySections Registry(params IPolicySection[] sections)
    {
        var registry = new StageRegistry();
        foreach (var section in sections) registry.Sections.Add(section);
        return registry.Sections;
    }

    public static PolicyReader Reader { get; } = new(Registry(All));

    public static PolicySection<PolicyNode> Section(string path, params ImmutableArray<Field> fields) => new(path, new ObjectShape($"About {path}.", fields), node => node);

    /// <summary>The shapes that the stages are expected to bring, for proposals.</summary>
    public static PolicySections Stages() => Registry(
        Section("development.environment", new Field("tools", new MapShape("Versions by tool.", new TextShape("A tool."), new TextShape("A version.")))),
        Section("development.snapshots", new Field("every", new DurationShape("How often.", TimeSpan.FromHours(1), TimeSpan.FromDays(7)))),
        Section("testing", new Field("sets", new MapShape("Test sets by name.", new TextShape("A name.") { Pattern = "[a-z][a-z0-9-]*" }, new ObjectShape(
            "A test set.",
            new Field("command", new TextShape("How it is run.")),
            new Field("results", new TextShape("Where its results lie.")),
            new Field("minimum", new NumberShape("The least tests.", 1, 1_000_000)))))),
        Section("security.licences", new Field("allow", new ListShape("Licences.", new TextShape("An SPDX id.")))),
        Section("security.antivirus", new Field("required", new FlagShape("Whether it must be there."))));
}
