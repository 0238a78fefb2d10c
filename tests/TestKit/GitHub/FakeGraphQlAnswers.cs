using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Steward.TestKit.GitHub;

/// <summary>The answers to the GraphQL operations that sources ask.</summary>
internal static partial class FakeGraphQlAnswers
{
    private const int PageSize = 100;

    private const string TagFormat =
        "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(committerdate:iso-strict)%00%(taggerdate:iso-strict)%00%(*objecttype)%00%(*objectname)";

    public static async Task<object> BlameAsync(FakeRepository repository, JsonElement variables)
    {
        var (commit, path) = (variables.GetProperty("commit").GetString()!, variables.GetProperty("path").GetString()!);
        var porcelain = await repository.GitAsync("blame", "--porcelain", commit, "--", path);
        var ranges = new List<(string Commit, int First, int Last)>();
        foreach (Match line in LineHead().Matches(porcelain))
        {
            var (oid, number) = (line.Groups["sha"].Value, int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture));
            if (ranges.Count > 0 && ranges[^1].Commit == oid) ranges[^1] = (oid, ranges[^1].First, number);
            else ranges.Add((oid, number, number));
        }

        var answer = ranges.Select(r => new Dictionary<string, object>
        {
            ["startingLine"] = r.First, ["endingLine"] = r.Last, ["commit"] = new { oid = r.Commit },
        });
        return new Dictionary<string, object> { ["object"] = new { blame = new { ranges = answer } } };
    }

    public static async Task<object> BlobsAsync(FakeRepository repository, JsonElement variables)
    {
        var found = new Dictionary<string, object?>();
        foreach (var variable in variables.EnumerateObject().Where(v => v.Name[0] == 'e'))
        {
            var oid = await repository.ResolveAsync(variable.Value.GetString()!);
            var type = oid is null ? null : await repository.GitAsync("cat-file", "-t", oid);
            found[$"b{variable.Name[1..]}"] = oid is null ? null : Named(type!, oid);
        }

        return found;
    }

    public static async Task<object> TagsAsync(FakeRepository repository, JsonElement variables)
    {
        var listed = await repository.GitAsync("for-each-ref", TagFormat, "refs/tags");
        var tags = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Tag(l.Split('\0'))).ToList();
        var from = variables.GetProperty("after").ValueKind == JsonValueKind.String ? int.Parse(variables.GetProperty("after").GetString()!, CultureInfo.InvariantCulture) : 0;
        var page = new Dictionary<string, object> { ["hasNextPage"] = from + PageSize < tags.Count, ["endCursor"] = $"{from + PageSize}" };
        return new { refs = new Dictionary<string, object> { ["pageInfo"] = page, ["nodes"] = tags.Skip(from).Take(PageSize) } };
    }

    private static object Tag(string[] fields)
    {
        var target = Named(fields[1], fields[2]);
        if (fields[1] == "commit") target["committedDate"] = fields[3];
        if (fields[1] == "tag")
        {
            target["tagger"] = new { date = fields[4] };
            target["target"] = Named(fields[5], fields[6]);
        }

        return new { name = fields[0], target };
    }

    private static Dictionary<string, object> Named(string type, string oid) =>
        new() { ["__typename"] = char.ToUpperInvariant(type[0]) + type[1..], ["oid"] = oid };

    [GeneratedRegex("^(?<sha>[0-9a-f]{40}) [0-9]+ (?<line>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex LineHead();
}
