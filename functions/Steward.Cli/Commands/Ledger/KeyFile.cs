using Steward.Kernel;
using Steward.Ledger.Notes;

namespace Steward.Cli.Commands.Ledger;

/// <summary>The public key that the user names.</summary>
internal static class KeyFile
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads the key; null when none was named. Throws Invalid for a file that holds none.</summary>
    public static NoteKey? Read(CliServices services, string? path)
    {
        if (path is null) return null;
        var file = new FileInfo(services.PathOf(path));
        if (!file.Exists) throw StewardException.Invalid($"There is no key file {path}.");
        if (file.Length > MaxBytes) throw StewardException.Invalid($"{path} is too large for a public key.");
        return NoteKey.Parse(File.ReadAllText(file.FullName));
    }
}
