using Steward.Kernel;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.Stages.Security.Licences.Notices;

/// <summary>Reads which packages the product's own files of notices name.</summary>
internal static class OwnNotices
{
    private const int Most = 10;

    public static async Task<IReadOnlyList<ScannedNotice>> ReadAsync(LockFolder folder, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var notices = new List<ScannedNotice>();
        foreach (var path in paths.Where(IsNotice).OrderBy(p => p.Count(c => c == '/')).ThenBy(p => p, StringComparer.Ordinal).Take(Most))
        {
            try
            {
                notices.Add(new ScannedNotice(path, NoticeText.PackagesIn(FileText.Decode(await folder.ReadAsync(path, cancellation)) ?? "")));
            }
            catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
            {
                // Too long to be one; whoever asks for it finds it missing.
                continue;
            }
        }

        return notices;
    }

    private static bool IsNotice(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Contains("notice", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".cs", StringComparison.Ordinal) && !name.EndsWith(".ts", StringComparison.Ordinal) && !name.EndsWith(".js", StringComparison.Ordinal);
    }
}
