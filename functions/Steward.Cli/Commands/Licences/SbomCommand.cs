using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Boms;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward sbom DIR</c>, or of a release <c>--product P --ref TAG</c>: the bill of materials.</summary>
internal static class SbomCommand
{
    public static Command Build(CliServices services)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder whose lock files are read.", DefaultValueFactory = _ => "." };
        var product = new Option<string?>("--product") { Description = "The product, owner/name, whose release is asked for from a running Steward." };
        var reference = new Option<string?>("--ref") { Description = "The released tag; with a folder: the version that is written down." };
        var format = new Option<string>("--format") { Description = "cyclonedx (1.6, default) or spdx (2.3)." };
        var to = new Option<string?>("--out") { Description = "Where to write it; default: standard output." };
        var offline = new Option<bool>("--offline") { Description = "Ask only the package caches of this machine." };
        return new Command("sbom", "The bill of materials of a folder, or of a release.") { folder, product, reference, format, to, offline }.Does(services, async (parsed, cancellation) =>
        {
            var wanted = BomFormats.Read(parsed.GetValue(format));
            var (top, tag) = (services.PathOf(parsed.GetRequiredValue(folder)), parsed.GetValue(reference));
            var bytes = parsed.GetValue(product) is { } name
                ? await FetchAsync(services, ProductId.Parse(name), tag, wanted, cancellation)
                : await MakeAsync(services, top, tag, wanted, parsed.GetValue(offline), cancellation);
            await WriteAsync(services, parsed.GetValue(to), bytes, cancellation);
            return Exit.Yes;
        });
    }

    private static async Task<byte[]> FetchAsync(CliServices services, ProductId product, string? tag, BomFormat format, CancellationToken cancellation)
    {
        if (tag is null) throw StewardException.Invalid("--product asks for a release: name its tag with --ref.");
        using var client = StewardClient.Open(services);
        return await client.GetBytesAsync($"api/products/{product}/releases/{Uri.EscapeDataString(tag)}/sbom?format={BomFormats.WordOf(format)}", cancellation);
    }

    // The time is that of the commit where there is one, so that the same commit gives the same document.
    private static async Task<byte[]> MakeAsync(CliServices services, string top, string? version, BomFormat format, bool offline, CancellationToken cancellation)
    {
        var scan = await FolderScan.RunAsync(services, top, offline, cancellation);
        var (commit, at) = await GitScan.HeadAsync(top, cancellation);
        return Bom.Make(format, scan, new BomSubject(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(top))), version, commit, at));
    }

    private static async Task WriteAsync(CliServices services, string? to, byte[] bytes, CancellationToken cancellation)
    {
        if (to is null)
        {
            services.Writer.Write(System.Text.Encoding.UTF8.GetString(bytes));
            return;
        }

        await File.WriteAllBytesAsync(services.PathOf(to), bytes, cancellation);
        services.Notes.MarkupLineInterpolated($"The bill of materials is in {to}, SHA-256 {Digest.Sha256(bytes)}.");
    }
}
