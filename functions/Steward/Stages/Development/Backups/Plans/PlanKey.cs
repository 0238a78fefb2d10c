using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>A plan's name among all: <c>owner/name:nightly</c> for one of a product's policy, <c>servers:db1</c> for one of the file of servers.</summary>
/// <param name="Scope">The product, or <see cref="Servers"/>.</param>
/// <param name="Name">The plan's name.</param>
[JsonConverter(typeof(TextIdConverter<PlanKey>))]
public readonly record struct PlanKey(string Scope, string Name) : ITextId<PlanKey>
{
    /// <summary>The scope of the file of servers.</summary>
    public const string Servers = "servers";

    /// <summary>A plan of a product.</summary>
    public static PlanKey Of(ProductId product, string name) => new(product.ToString(), name);

    /// <summary>A plan of the file of servers.</summary>
    public static PlanKey OfServers(string name) => new(Servers, name);

    /// <summary>True for a plan of the file of servers.</summary>
    public bool IsOfServers => Scope == Servers;

    /// <summary>Reads <c>scope:name</c>.</summary>
    public static bool TryParse(string? text, out PlanKey id)
    {
        id = default;
        if (text?.Split(':') is not [var scope, { Length: > 0 and <= 60 } name] || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return false;
        if (scope == Servers) id = OfServers(name);
        else if (ProductId.TryParse(scope, out var product)) id = Of(product, name);
        return id.Scope is not null;
    }

    /// <summary>Reads <c>scope:name</c>; Invalid where it is none.</summary>
    public static PlanKey Parse(string text) => TextId.Parse<PlanKey>(text, "a plan as owner/name:plan or servers:plan");

    /// <inheritdoc/>
    public override string ToString() => $"{Scope}:{Name}";
}
