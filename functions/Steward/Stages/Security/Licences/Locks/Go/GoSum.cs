namespace Steward.Stages.Security.Licences.Locks.Go;

/// <summary>go.sum: <c>module version h1:hash</c>; lines about go.mod files alone say nothing about code.</summary>
internal static class GoSum
{
    /// <summary>The hashes of the archives as <c>h1-base64</c>, by module and version.</summary>
    public static Dictionary<(string Path, string Version), string> Read(ReadOnlyMemory<byte> content, Action<string> problem)
    {
        var sums = new Dictionary<(string Path, string Version), string>();
        foreach (var line in LockLines.Of(content, found => problem($"go.sum: {found}")))
        {
            if (line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var path, var version, var hash])
                problem($"go.sum: {LockLines.Unreadable(line, "module, version and hash")}");
            else if (!version.EndsWith("/go.mod", StringComparison.Ordinal) && hash.StartsWith("h1:", StringComparison.Ordinal) && hash.Length < 100)
                sums.TryAdd((path, version), "h1-" + hash[3..]);
        }

        return sums;
    }
}
