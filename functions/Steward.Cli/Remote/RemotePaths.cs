using Steward.Kernel;

namespace Steward.Cli.Remote;

/// <summary>The addresses of a running Steward.</summary>
internal static class RemotePaths
{
    public const string Products = "/api/products";
    public const string Tokens = "/api/tokens";
    public const string Orchestrations = "/api/orchestrations";
    public const string Snapshots = "/api/snapshots";

    public static string Product(string product) => $"{Products}/{ProductId.Parse(product)}";

    public static string Changes(string product) => $"{Product(product)}/changes";

    /// <summary>A change by its sha, the beginning of one, or a branch or tag.</summary>
    public static string Change(string product, string change) => $"{Changes(product)}/{Uri.EscapeDataString(change)}";

    public static string Orchestration(string id) => $"{Orchestrations}/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}";
}
