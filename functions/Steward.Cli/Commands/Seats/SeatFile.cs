using Steward.Kernel;
using Steward.Stages.Security.Seats.Csv;

namespace Steward.Cli.Commands.Seats;

/// <summary>Opens files with seats: what is too large is not read.</summary>
internal static class SeatFile
{
    public static FileStream Open(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw StewardException.NotFound($"There is no file {Texts.Clip(path, 300)}.");
        return info.Length <= SeatCsv.MaxBytes ? info.OpenRead() : throw StewardException.Invalid($"The file has more than {SeatCsv.MaxBytes / 1024 / 1024} MB, which is the limit. Split it.");
    }

    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        await using var content = Open(path);
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
