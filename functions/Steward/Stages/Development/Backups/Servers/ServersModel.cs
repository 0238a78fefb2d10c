using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Servers;

/// <summary>What stands in <c>steward-backups.yaml</c>: the agents there are, and the plans of servers.</summary>
/// <param name="Ledger">The product in whose ledger the backups of servers stand; null: the repository of the file.</param>
/// <param name="Agents">The agents by name, each with the products whose policies may give it plans.</param>
/// <param name="Plans">The plans.</param>
public sealed record ServersModel(ProductId? Ledger, IReadOnlyDictionary<string, IReadOnlyList<ProductPattern>> Agents, IReadOnlyList<BackupPlan> Plans)
{
    /// <summary>The name of the file at the top of its repository.</summary>
    public const string FileName = "steward-backups.yaml";

    /// <summary>No file: no agents, no plans.</summary>
    public static ServersModel None { get; } = new(null, new Dictionary<string, IReadOnlyList<ProductPattern>>(), []);
}

/// <summary>Where the file of servers lies.</summary>
/// <param name="Repository">Its repository, a registered product; null: there is none.</param>
public sealed record BackupOptions(ProductId? Repository);
