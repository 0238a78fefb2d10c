using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Cli.Commands.Licences;

/// <summary>Reads back what <c>steward licences scan --json</c> printed.</summary>
internal static class PrintedScan
{
    public static async Task<LicenceScan> ReadAsync(string path, CancellationToken cancellation)
    {
        if (new FileInfo(path).Length > LockReaders.MaxBytes) throw StewardException.Invalid($"{path} has more than {LockReaders.MaxBytes} bytes, which is the limit here.");
        try
        {
            var rows = JsonNode.Parse(await File.ReadAllBytesAsync(path, cancellation))?["dependencies"]?.AsArray() ?? throw StewardException.Invalid($"{path} has no list 'dependencies'.");
            return new LicenceScan { Files = [], Dependencies = [.. rows.Take(LockReaders.MaxPackages).Select(r => Dependency(r!.AsObject()))] };
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            throw StewardException.Invalid($"{path} is not what 'steward licences scan --json' prints: {Texts.Clip(failure.Message, 200)}", failure);
        }
    }

    private static ScannedDependency Dependency(JsonObject row)
    {
        var (declared, concluded) = ((string?)row["declared"], (string?)row["concluded"]);
        return new ScannedDependency(new PackageId(Required(row, "ecosystem"), Required(row, "name"), Required(row, "version")), [])
        {
            Declared = declared is null ? null : DeclaredText.Of(declared, (string?)row["source"] ?? "printed"),
            Concluded = concluded is null ? null : new ConcludedLicence(concluded, "printed", 1),
            IsDevelopmentOnly = (bool?)row["developmentOnly"] ?? false,
            Path = [.. row["path"]?.AsArray().Select(n => (string?)n).OfType<string>() ?? []],
        };
    }

    private static string Required(JsonObject row, string key) => (string?)row[key] ?? throw new FormatException($"a dependency has no '{key}'");
}
