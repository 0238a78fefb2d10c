using Steward.Policy;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Servers;

/// <summary>What may stand in <c>steward-backups.yaml</c>: the strict reader and the JSON Schema are made from it.</summary>
internal static class ServersShape
{
    public static ObjectShape File { get; } = new(
        "Backups of servers, and the agents that run backups.",
        new Field("version", new NumberShape("The version of this file's format: 1.", 1, 1), Required: true),
        new Field("ledger", Product("The product in whose ledger the backups of servers stand. Default: the repository of this file.")),
        new Field("agents", new MapShape("The agents by their names.", PlanShape.Name("An agent's name."), Agent) { MaxEntries = 2_000 }),
        new Field("plans", PlanShape.Plans));

    private static ObjectShape Agent => new(
        "An agent: steward agent run --name NAME.",
        new Field("products", new ListShape("The products whose policies may give it plans: owner/name, or owner/*. Without: none.", Products) { MaxItems = 100 }));

    private static TextShape Products => new("A product, or all of an owner.") { Pattern = "[A-Za-z0-9_.-]+/([A-Za-z0-9_.-]+|\\*)", PatternMeans = "owner/name or owner/*", MaxLength = 200 };

    private static TextShape Product(string description) => new(description) { Pattern = "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", PatternMeans = "a product as owner/name", MaxLength = 200 };
}
