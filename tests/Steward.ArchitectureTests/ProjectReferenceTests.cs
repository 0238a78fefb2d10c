using System.Xml.Linq;
using Xunit;

namespace Steward.ArchitectureTests;

/// <summary>Arrows between projects point inwards only: hosts to web to core, adapters to core, engine to core.</summary>
public sealed class ProjectReferenceTests
{
    public static TheoryData<string, string[], string> Arrows => new()
    {
        { "Steward", [], "the core knows nobody" },
        { "Steward.Engine.Embedded", ["Steward"], "an engine knows the core's port and no adapter" },
        { "Steward.Vault", ["Steward"], "a vault knows the core and no adapter: where its objects lie is a port" },
        { "Steward.Azure", ["Steward", "Steward.Vault"], "adapters know ports, the core's and the vault's, not each other's hosts" },
        { "Steward.Web", ["Steward"], "endpoints speak to the core; the host brings adapters and engine" },
        { "Steward.Hosting", ["Steward", "Steward.Azure", "Steward.Vault", "Steward.Web"], "what both hosts are made of, but no engine" },
        { "Steward.Local", ["Steward", "Steward.Azure", "Steward.Engine.Embedded", "Steward.Hosting", "Steward.Web"], "a host is where everything meets" },
        { "Steward.Functions", ["Steward", "Steward.Hosting", "Steward.Web"], "a host is where everything meets, and this one is thin" },
        { "Steward.Cli", ["Steward", "Steward.Azure", "Steward.Vault"], "the command line works without a server" },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_references_only_those_further_in(string project, string[] allowed, string reason)
    {
        var references = Project(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.True(references.All(allowed.Contains), $"{project}: {reason}; it references {string.Join(", ", references.Except(allowed))}");
    }

    [Fact]
    public void The_core_has_no_azure_github_web_or_functions_package()
    {
        string[] allowed =
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Tomlyn", "YamlDotNet", // the formats of policies and lock files
        ];
        var packages = Project("Steward").Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        Assert.Empty(packages.Except(allowed));
        Assert.Empty(Project("Steward").Descendants("FrameworkReference"));
    }

    [Fact]
    public void Every_project_of_the_product_is_in_this_list()
    {
        // The build of the Functions host makes a project of its own below obj.
        var projects = Directory.EnumerateFiles(Path.Combine(Sources.Root, "functions"), "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(p => Path.GetFileNameWithoutExtension(p)!);
        Assert.Empty(projects.Except(Arrows.Select(a => a.Data.Item1)));
    }

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Sources.Root, "functions", name, name + ".csproj"));
}
