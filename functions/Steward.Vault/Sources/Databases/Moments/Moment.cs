using System.Text;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Vault.Sources.Databases.Moments;

/// <summary>The moment of a dump: JSON lines of <see cref="MomentLine"/>, beside the dump in the snapshot.</summary>
internal static class Moment
{
    /// <summary>Its name beside the dump. It stands behind it, since it is known only when the dump has ended.</summary>
    public const string FileName = "moment.jsonl";

    private const int MaxBytes = 256 << 20;

    /// <summary>Writes the lines.</summary>
    public static byte[] Write(IEnumerable<MomentLine> lines)
    {
        var to = new MemoryStream();
        foreach (var line in lines)
        {
            to.Write(Json.WriteBytes(line));
            to.Write("\n"u8);
        }

        return to.ToArray();
    }

    /// <summary>Reads the lines. Invalid when a line is none.</summary>
    public static IReadOnlyList<MomentLine> Read(string path)
    {
        if (!File.Exists(path)) throw StewardException.NotFound($"The snapshot has no {FileName} beside its dump, so nothing says what the database held.");
        if (new FileInfo(path).Length > MaxBytes) throw StewardException.Invalid($"{FileName} is larger than {MaxBytes >> 20} MiB, which is more than is read.");
        return [.. File.ReadLines(path, Encoding.UTF8).Where(l => l.Length > 0).Select(Read1)];
    }

    /// <summary>Reads one line as a database wrote it.</summary>
    public static MomentLine Read1(string line)
    {
        try
        {
            return Json.Read<MomentLine>(line) is { Kind: not null, Name: not null, Sum: not null } read ? read : throw new JsonException("A part is missing.");
        }
        catch (JsonException failure)
        {
            throw StewardException.Invalid($"'{Texts.Clip(line, 100)}' is not a line of {FileName}.", failure);
        }
    }
}
