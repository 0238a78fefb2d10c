using System.Text.RegularExpressions;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>Projects that reference a test framework are test sets.</summary>
internal sealed partial class DotnetTestsDetector : IPolicyDetector
{
    private const int MaxFiles = 2000;
    private static readonly string[] _frameworks = ["Microsoft.NET.Test.Sdk", "\"xunit", "\"NUnit", "\"MSTest", "\"TUnit"];

    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var projects = repository.Ending(".csproj", ".fsproj").Where(p => IsTests(repository.Read(p))).ToList();
        var names = projects.ToLookup(ShortName);
        return projects.SelectMany(p => SetOf(repository, p, names[ShortName(p)].Count() == 1 ? ShortName(p) : Path.GetFileNameWithoutExtension(p)).Suggest());
    }

    // Libraries that help tests reference parts of a framework, but cannot be run.
    private static bool IsTests(string? project) =>
        project is not null && Array.Exists(_frameworks, f => project.Contains(f, StringComparison.OrdinalIgnoreCase))
        && !project.Contains("<IsTestProject>false", StringComparison.OrdinalIgnoreCase)
        && (IsRunnable(project) || project.Contains("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase));

    private static bool IsRunnable(string project) => project.Contains("<OutputType>Exe", StringComparison.OrdinalIgnoreCase);

    // Acme.Shop.UnitTests: the set "unit".
    private static string ShortName(string project)
    {
        var last = Path.GetFileNameWithoutExtension(project).Split('.')[^1];
        var core = last.EndsWith("Tests", StringComparison.Ordinal) ? last[..^5] : last;
        return core.Length > 0 ? core : last;
    }

    private static TestSet SetOf(RepositoryPicture repository, string project, string shortName)
    {
        var name = TestSet.NameOf(shortName);
        var folder = RepositoryPicture.FolderOf(project);
        var isPlain = IsRunnable(repository.Read(project)!) && !repository.Read(project)!.Contains("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase);
        var command = isPlain
            ? $"dotnet run --project {project} -- -trx results/{name}.trx"
            : $"dotnet test {project} --logger \"trx;LogFileName={name}.trx\" --results-directory results";
        return new TestSet(name, command, $"results/{name}.trx", Math.Max(CountTests(repository, folder), 1), $"{project} references a test framework.");
    }

    private static int CountTests(RepositoryPicture repository, string folder) => repository.Ending(".cs", ".fs")
        .Where(p => folder.Length == 0 || p.StartsWith($"{folder}/", StringComparison.Ordinal))
        .Take(MaxFiles)
        .Sum(p => repository.Read(p) is { } text ? TestAttribute().Count(text) : 0);

    [GeneratedRegex(@"^[ \t]*\[(<)?(Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestAttribute();
}
