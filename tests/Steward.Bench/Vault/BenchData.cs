using System.Globalization;
using System.Runtime.InteropServices;

namespace Steward.Bench.Vault;

/// <summary>What is backed up, made from what is on the machine.</summary>
/// <param name="Name">For people.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Says">What it was made of.</param>
/// <param name="IsLarge">Large files, of which places are changed; otherwise whole small ones are.</param>
internal sealed record BenchData(string Name, string Folder, string Says, bool IsLarge)
{
    private const int SmallCount = 20_000;
    private const long LargeBytes = 700_000_000;
    private const int PlaceBytes = 64 << 10;

    /// <summary>The first 20,000 files of the storage emulator's node_modules.</summary>
    public static BenchData SmallFiles(string root)
    {
        var modules = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../scripts/azurite/node_modules"));
        var folder = Path.Combine(root, "small");
        var (count, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(modules).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LinkTarget is null).OrderBy(f => f.FullName, StringComparer.Ordinal).Take(SmallCount))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(modules, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            file.CopyTo(to);
            (count, bytes) = (count + 1, bytes + file.Length);
        }

        return new BenchData("small files", folder, string.Create(CultureInfo.InvariantCulture, $"{count:N0} files of the storage emulator's node_modules, {bytes / 1e6:N0} MB"), IsLarge: false);
    }

    /// <summary>Two files of 700 MB: the libraries of .NET and of the package folder, one behind the other.</summary>
    public static BenchData LargeFiles(string root)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "large")).FullName;
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        var (first, second) = (Join(Path.Combine(folder, "dotnet.bin"), runtime), Join(Path.Combine(folder, "packages.bin"), packages));
        return new BenchData("large binaries", folder, string.Create(CultureInfo.InvariantCulture, $"the files of the .NET installation one behind the other, {first / 1e6:N0} MB, and libraries of the package folder, {second / 1e6:N0} MB"), IsLarge: true);
    }

    /// <summary>Changes 1 % in place: 64 KiB at random places of the large files, or every hundredth small one.</summary>
    public void Change(Random random)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(_ => IsLarge || random.Next(100) == 0))
        {
            using var content = File.Open(file, FileMode.Open, FileAccess.Write);
            for (var left = IsLarge ? content.Length / 100 : 1; left > 0; left -= PlaceBytes)
            {
                var bytes = new byte[IsLarge ? PlaceBytes : 100];
                random.NextBytes(bytes);
                content.Position = IsLarge ? random.NextInt64(0, content.Length - bytes.Length) : 0;
                content.Write(bytes);
            }
        }
    }

    private static long Join(string file, string from)
    {
        using var into = File.Create(file);
        foreach (var part in new DirectoryInfo(from).EnumerateFiles("*.dll", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            using var content = part.OpenRead();
            content.CopyTo(into);
            if (into.Length > LargeBytes) break;
        }

        into.SetLength(Math.Min(into.Length, LargeBytes));
        return into.Length;
    }
}
