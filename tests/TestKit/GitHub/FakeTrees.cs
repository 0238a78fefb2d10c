using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>Git trees: recursive ones end at a limit and say so.</summary>
internal sealed class FakeTrees : IFakeResource
{
    public void Map(IEndpointRouteBuilder routes, FakeGitHub github) =>
        routes.MapGet("/repos/{owner}/{name}/git/trees/{sha}", async (string owner, string name, string sha, int? recursive) =>
        {
            var repository = github.Find(owner, name)!;
            if (await repository.ResolveAsync("HEAD") is null) return FakeAnswers.Message(409, "Git Repository is empty.");
            if (await repository.ResolveAsync($"{sha}^{{tree}}") is not { } tree) return FakeAnswers.NotFound();
            return await ReadAsync(repository, tree, recursive == 1, github.Limits.TreeEntries);
        });

    private static async Task<IResult> ReadAsync(FakeRepository repository, string tree, bool recursive, int limit)
    {
        var listed = await repository.GitAsync([.. recursive ? new[] { "ls-tree", "-r", "-t" } : ["ls-tree"], "-z", "-l", tree]);
        var entries = listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Entry).ToList();
        return FakeAnswers.Json(new { sha = tree, tree = entries.Take(recursive ? limit : int.MaxValue), truncated = recursive && entries.Count > limit });
    }

    private static Dictionary<string, object> Entry(string record)
    {
        var (fields, path) = (record[..record.IndexOf('\t')].Split(' ', StringSplitOptions.RemoveEmptyEntries), record[(record.IndexOf('\t') + 1)..]);
        var entry = new Dictionary<string, object> { ["path"] = path, ["mode"] = fields[0], ["type"] = fields[1], ["sha"] = fields[2] };
        if (fields[1] == "blob") entry["size"] = long.Parse(fields[3]);
        return entry;
    }
}
