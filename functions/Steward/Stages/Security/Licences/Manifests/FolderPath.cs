namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Folders inside a repository: forward slashes, the top is the empty text.</summary>
internal static class FolderPath
{
    /// <summary>The folder of a file.</summary>
    public static string Of(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>A name inside a folder.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>A folder and all above it, the nearest first.</summary>
    public static IEnumerable<string> Upwards(string folder)
    {
        for (; folder.Length > 0; folder = Of(folder)) yield return folder;
        yield return "";
    }

    /// <summary>A folder given from another one, with <c>..</c> resolved; null when it leaves the repository.</summary>
    public static string? Resolve(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else return null;
        }

        return string.Join('/', parts);
    }
}
