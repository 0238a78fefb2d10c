using Steward.Stages.Security.Licences;
using Steward.UnitTests.Security.LockFiles;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

/// <summary>The way on which a dependency comes in, as people read it: told, or told not to be known.</summary>
public sealed class WayTests
{
    [Fact]
    public async Task What_the_files_tell_is_said_and_what_they_do_not_tell_is_said_to_be_unknown()
    {
        var scan = await new ScannedFolder(
            ("go/go.mod", "module m\n\ngo 1.21\n\nrequire a.example/b v1.0.0\n\nrequire c.example/d v2.0.0 // indirect\n"), ("go/go.sum", "a.example/b v1.0.0 h1:x=\nc.example/d v2.0.0 h1:y=\n"),
            ("gr/gradle.lockfile", "org.x:lib:1=runtimeClasspath\n"), ("pip/Pipfile.lock", PythonFixtures.Pipfile),
            ("rb/Gemfile.lock", "GEM\n  remote: x:\n  specs:\n    a (1.0)\n      b\n    b (1.0)\n\nDEPENDENCIES\n  a\n")).ScanAsync();
        string Way(string name) => WayText.Of(scan.Dependencies.First(d => d.Id.Name == name));

        Assert.Equal("direct", Way("a.example/b"));
        Assert.Equal("transitive, not known by whom: go/go.mod does not say it; 'go mod why -m c.example/d' tells", Way("c.example/d"));
        Assert.Equal("not known whether directly or by whom: gr/gradle.lockfile does not say it; 'gradle dependencyInsight --dependency org.x:lib' tells", Way("org.x:lib"));
        Assert.Equal(("direct", "a > b"), (Way("a"), Way("b")));
        Assert.All(scan.Dependencies.Where(d => d.Id.Ecosystem == "pypi"), d => Assert.EndsWith("pip/Pipfile.lock does not say it; 'pipenv graph --reverse' tells", WayText.Of(d), StringComparison.Ordinal));
    }
}
