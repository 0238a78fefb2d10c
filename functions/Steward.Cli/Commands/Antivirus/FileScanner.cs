using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;
using Steward.Vault;

namespace Steward.Cli.Commands.Antivirus;

/// <summary>Scans files of this machine; what goes wrong with one stands in its row, and the others go on.</summary>
internal sealed class FileScanner(IAntivirus antivirus, CliServices services)
{
    private AntivirusEngine? _engine;
    private StewardException? _unreachable;

    /// <summary>Asks who scans. A scanner that cannot be reached is a problem of every file.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            _engine = await antivirus.IdentifyAsync(cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Unavailable)
        {
            _unreachable = failure;
        }
    }

    /// <summary>Scans one file.</summary>
    public async Task<ScannedFile> ScanAsync(string file, CancellationToken cancellation)
    {
        var row = new ScannedFile(file, "unknown")
        {
            Engine = _engine?.Name, EngineVersion = _engine?.Version, SignaturesVersion = _engine?.Signatures, ExitCode = Exit.No,
        };
        try
        {
            var path = services.PathOf(file);
            if (Directory.Exists(path)) return row with { Problem = "It is a folder; name its files.", ExitCode = Exit.Input };
            await using var content = PlainFiles.Open(path);
            row = row with { Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) };
            if (_unreachable is not null) throw _unreachable;
            content.Position = 0;
            return Show(row, await antivirus.ScanAsync(content, cancellation));
        }
        catch (StewardException failure)
        {
            return row with { Problem = failure.Message, ExitCode = failure.Kind == FailureKind.Unavailable ? Exit.Unreachable : Exit.Input };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return row with { Problem = $"The file cannot be read: {Texts.Clip(failure.Message, 200)}", ExitCode = Exit.Input };
        }
    }

    private static ScannedFile Show(ScannedFile row, ScanResult result)
    {
        if (result.Engine is { } engine) row = row with { Engine = engine.Name, EngineVersion = engine.Version, SignaturesVersion = engine.Signatures };
        return result.Verdict switch
        {
            ScanVerdict.Clean => row with { Verdict = "clean", ExitCode = Exit.Yes },
            ScanVerdict.Infected => row with { Verdict = "infected", Signature = result.Signature },
            _ => row with { Problem = result.Problem },
        };
    }
}
