using System.Text.Json.Nodes;
using Steward.Cli.Git;
using Steward.Kernel;

namespace Steward.Cli.Commands.Local;

/// <summary>The body of the <c>push</c> webhook that GitHub would send for a commit.</summary>
internal static class PushPayload
{
    /// <summary>The body, UTF-8 JSON, in GitHub's shape.</summary>
    public static async Task<byte[]> OfAsync(
        WorkingCopy copy, ProductId product, string branch, CommitSha before, CommitSha after, CancellationToken cancellation)
    {
        var message = await copy.GitAsync(cancellation, "log", "-1", "--format=%s", $"{after}") ?? "";
        var stamp = await copy.GitAsync(cancellation, "log", "-1", "--format=%cI", $"{after}") ?? "";
        var commit = new JsonObject { ["id"] = after.ToString(), ["message"] = message, ["timestamp"] = stamp, ["distinct"] = true };
        return Json.WriteBytes(new JsonObject
        {
            ["ref"] = $"refs/heads/{branch}",
            ["before"] = before.ToString(),
            ["after"] = after.ToString(),
            ["created"] = before.IsNone,
            ["deleted"] = false,
            ["forced"] = false,
            ["repository"] = new JsonObject
            {
                ["name"] = product.Name,
                ["full_name"] = product.ToString(),
                ["owner"] = new JsonObject { ["login"] = product.Owner },
                ["default_branch"] = branch,
            },
            ["pusher"] = new JsonObject { ["name"] = "local-user" },
            ["sender"] = new JsonObject { ["login"] = "local-user" },
            ["head_commit"] = commit,
            ["commits"] = new JsonArray(commit.DeepClone()),
        });
    }
}
